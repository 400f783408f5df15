import { expect, it } from "vitest";
import { placeMark } from "./place-mark.ts";

it("a place's mark is stable per place and key, and reveals neither", () => {
  const [one, other] = [placeMark(new Uint8Array(32).fill(1)), placeMark(new Uint8Array(32).fill(2))];
  expect(one("198.51.100.7")).toBe(one("198.51.100.7"));
  expect(new Set([one("198.51.100.7"), one("198.51.100.8"), other("198.51.100.7")]).size).toBe(3);
  expect(one("198.51.100.7")).toMatch(/^[\w-]{16}$/);
});
