import { inspect } from "node:util";
import { expect, it } from "vitest";
import { z } from "zod";
import { describeFault } from "#app/infrastructure/faults.ts";
import { readStored, type ShapeOf, StoredShapeError, storedTexts } from "./stored.ts";

const at = { table: "leads", column: "utm", id: "01994d1e-7e6a-7c3b-9d55-0d2a1f6b8c11" };

it("a broken value throws with table, column, id and fields, not with its content", () => {
  const schema = z.object({ name: z.object({ first: z.string() }), kind: z.enum(["a"]) });
  const stored = { name: { first: { "anna@example.org": 1 } }, kind: "anna@example.org" };
  const read = () => readStored(schema, stored, at);
  expect(read).toThrow(`leads.utm of ${at.id} cannot be read: name.first (invalid_type), kind (invalid_value)`);
  try {
    read();
  } catch (error) {
    expect(error).toBeInstanceOf(StoredShapeError);
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain("anna");
    expect(describeFault(error)).toMatchObject([{ name: "StoredShapeError", code: `leads.utm/${at.id}` }]);
  }
  expect.assertions(4);
});

it("a map of texts is read whatever its keys; anything else throws without its key", () => {
  expect(storedTexts({ service_slug: "first", older: "field" }, at)).toEqual({ service_slug: "first", older: "field" });
  expect(storedTexts({}, at)).toEqual({});
  const read = () => storedTexts({ "anna@example.org": 5 }, at);
  expect(read).toThrow(`leads.utm of ${at.id} cannot be read: value (invalid_type)`);
  expect(() => storedTexts(null, at)).toThrow(StoredShapeError);
});

it("a schema that forgets a field does not compile", () => {
  // @ts-expect-error the optional field `medium` is missing
  const shape: ShapeOf<{ source?: string; medium?: string }> = z.object({ source: z.string().optional() });
  expect(Object.keys(shape.shape)).toEqual(["source"]);
});
