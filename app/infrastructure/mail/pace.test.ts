import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Pace } from "./pace.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it("lets callers pass one by one at its interval, and the next at once after a pause", async () => {
  const pace = new Pace(250);
  const passed: number[] = [];
  const pass = () => pace.turn().then(() => passed.push(performance.now()));
  const begun = performance.now();
  const all = Promise.all([pass(), pass(), pass()]);
  await vi.advanceTimersByTimeAsync(499);
  expect(passed.map((at) => at - begun)).toEqual([0, 250]);
  await vi.advanceTimersByTimeAsync(1);
  await all;
  await vi.advanceTimersByTimeAsync(1000);
  await pass();
  expect(passed.map((at) => at - begun)).toEqual([0, 250, 500, 1500]);
});
