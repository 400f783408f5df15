import { z } from "zod";

/** The place of a stored JSON value. `id` is the row's own: never a contact. */
export type StoredAt = { table: string; column: string; id: string };

/** A stored value that no version of ours can read. Names the row and the fields, never the content. */
export class StoredShapeError extends Error {
  override name = "StoredShapeError";
  /** Logs show codes and no messages. */
  readonly code: string;
  constructor({ table, column, id }: StoredAt, fields: string[]) {
    super(`${table}.${column} of ${id} cannot be read: ${fields.join(", ")}`);
    this.code = `${table}.${column}/${id}`;
  }
}

/** A schema that forgets a field of the type, an optional one too, does not compile. */
export type ShapeOf<Stored> = z.ZodType<Stored> & { shape: { [Field in keyof Stored]-?: z.ZodType<Stored[Field]> } };

/** Parses a stored value. Fields that the schema does not know are left out. Throws `StoredShapeError`. */
export function readStored<Stored>(schema: z.ZodType<Stored>, value: unknown, at: StoredAt): Stored {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const names = read.error.issues.map(({ path, code }) => `${path.filter(isFieldName).join(".") || "value"} (${code})`);
  throw new StoredShapeError(at, [...new Set(names)]);
}

/** A key of a record may be anything that was stored; fields of a schema are plain words. */
const isFieldName = (part: PropertyKey): boolean => typeof part === "string" && /^[a-z_]{1,40}$/i.test(part);

const texts = z.record(z.string(), z.string());

/** Properties of the timeline or of the audit log: texts by name, whatever the entry. Throws `StoredShapeError`. */
export const storedTexts = (stored: unknown, at: StoredAt): Record<string, string> => readStored(texts, stored, at);

/** Returns the schema of a union. One that forgets a member does not compile. */
export const unionOf =
  <Stored>() =>
  <Schema extends z.ZodType<Stored>>(
    schema: Schema & ([Stored] extends [z.output<Schema>] ? unknown : never),
  ): Schema =>
    schema;
