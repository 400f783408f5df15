import type { RequestFacts } from "#app/context.ts";

export type ReadForm = { status: "read"; form: FormData } | { status: "too-large" } | { status: "not-a-form" };

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

/** The body of a form, or why there is none to read. */
export async function readForm(request: Request, facts: Pick<RequestFacts, "bodyTooLarge">): Promise<ReadForm> {
  if (facts.bodyTooLarge) return { status: "too-large" };
  if (!FORM_TYPES.test(request.headers.get("content-type") ?? "")) return { status: "not-a-form" };
  try {
    return { status: "read", form: flatFields(await request.formData()) };
  } catch {
    // A multipart body without its boundary: what was typed cannot be told apart.
    return { status: "not-a-form" };
  }
}
