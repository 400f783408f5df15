import { expect, it, vi } from "vitest";
import { oncePerUrl } from "./once-per-url.ts";

it("derives once per URL object, and again for another object or setting", () => {
  const derive = vi.fn((query: URLSearchParams, end: string) => ({ text: `${query.get("a")}${end}` }));
  const textOf = oncePerUrl(derive);
  const url = new URL("https://b.example/?a=1");
  expect(textOf(url, "!")).toEqual({ text: "1!" });
  expect(textOf(url, "!")).toBe(textOf(url, "!"));
  expect(derive).toHaveBeenCalledTimes(1);
  expect(textOf(url, "?")).toEqual({ text: "1?" });
  expect(textOf(new URL("https://b.example/?a=2"), "?")).toEqual({ text: "2?" });
  expect(derive).toHaveBeenCalledTimes(3);
});
