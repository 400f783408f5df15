import { expect, it } from "vitest";
import { OncePerMinute } from "./once-per-minute.ts";

it("passes the first of each kind, then one a minute with the number held back", () => {
  const once = new OncePerMinute();
  const taken = [0, 1, 59_999, 60_000, 60_001].map((now) => once.take("a", now));
  expect(taken).toEqual([0, null, null, 2, null]);
  expect(once.take("b", 60_001)).toBe(0);
});

it("a clock that was put back silences nobody for longer", () => {
  const once = new OncePerMinute();
  expect([once.take("a", 1_000_000), once.take("a", 5)]).toEqual([0, 0]);
});
