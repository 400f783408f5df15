import type { RequestFacts } from "#app/context.ts";
import type { ForeignForm } from "./foreign-form.ts";

export type ReadForm =
  | { status: "read"; form: FormData }
  | { status: "foreign"; typed: FormData; foreign: ForeignForm }
  | { status: "too-large" }
  | { status: "not-a-form" };

const FORM_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

/** The names of our fields, and RFC 8058's `List-Unsubscribe`. */
const FLAT_NAME = /^[a-z]+([_-][a-z]+)*$/i;

/**
 * The fields that can be ours. Conform turns names with brackets into lists and objects of any length, and parses
 * `__intent__` as JSON, so other names are dropped.
 */
export function flatFields(fields: FormData | URLSearchParams): FormData {
  const flat = new FormData();
  for (const [name, value] of fields) {
    // Emacs 28's eww sends a field twice where text stands right beside it.
    if (FLAT_NAME.test(name) && !flat.getAll(name).includes(value)) flat.append(name, value);
  }
  return flat;
}

type Facts = Pick<RequestFacts, "bodyTooLarge" | "foreign">;

/** The body of a form, or why it is not processed. Another site's is read only to show what was typed. */
export async function readForm(request: Request, { bodyTooLarge, foreign }: Facts): Promise<ReadForm> {
  if (bodyTooLarge) return { status: "too-large" };
  if (!FORM_TYPES.test(request.headers.get("content-type") ?? "")) return { status: "not-a-form" };
  try {
    const form = flatFields(await request.formData());
    return foreign ? { status: "foreign", typed: form, foreign } : { status: "read", form };
  } catch {
    // A multipart body without its boundary: its fields cannot be separated.
    return { status: "not-a-form" };
  }
}
