import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Json, sameJson } from "./same-json.ts";

const json = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Json>("", "a", "constructor", 0, 1, true, false, null),
    fc.array(tie("json"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "constructor"), tie("json"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).json;
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    each && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)))
      : each,
  );

describe("two loads of a page", () => {
  it("are equal exactly when they serialise the same", () => {
    fc.assert(
      fc.property(json, json, (one, other) => sameJson(one, other) === (sorted(one) === sorted(other))),
      { numRuns: 2_000 },
    );
    fc.assert(fc.property(json, (one) => sameJson(one, structuredClone(one))));
  });

  it("an absent property equals an undefined one", () => {
    expect(sameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true);
    expect(sameJson({ a: 1 }, { a: 1, b: undefined })).toBe(true);
    expect(sameJson({ a: 1 }, { a: 1, b: 2 })).toBe(false);
  });
});
