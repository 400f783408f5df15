import type { RequestFacts } from "#app/context.ts";
import type { ForeignForm } from "./foreign-form.ts";

export type ReadForm =
  | { status: "read"; form: FormData }
  | { status: "foreign"; typed: FormData; foreign: ForeignForm }
  | { status: "too-large" }
  | { status: "not-a-form" };

const FORM_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

/** Our fields are called so, and `List-Unsubscribe` of RFC 8058. */
const FLAT_NAME = /^[a-z]+([_-][a-z]+)*$/i;

/**
 * The fields that can be ours. Conform builds lists and objects of names like `a[4294967294]`, as long as they ask for, and reads
 * `__intent__` as JSON: one small form would stop the process.
 */
export function flatFields(fields: FormData | URLSearchParams): FormData {
  const flat = new FormData();
  for (const [name, value] of fields) if (FLAT_NAME.test(name)) flat.append(name, value);
  return flat;
}

type Facts = Pick<RequestFacts, "bodyTooLarge" | "foreign">;

/** The body of a form, or why there is none to work. Another site's is read only to give back what was typed. */
export async function readForm(request: Request, { bodyTooLarge, foreign }: Facts): Promise<ReadForm> {
  if (bodyTooLarge) return { status: "too-large" };
  if (!FORM_TYPES.test(request.headers.get("content-type") ?? "")) return { status: "not-a-form" };
  try {
    const form = flatFields(await request.formData());
    return foreign ? { status: "foreign", typed: form, foreign } : { status: "read", form };
  } catch {
    // A multipart body without its boundary: what was typed cannot be told apart.
    return { status: "not-a-form" };
  }
}
