import type { RequestFacts } from "#app/context.ts";

export type ReadForm = { status: "read"; form: FormData } | { status: "too-large" } | { status: "not-a-form" };

const FORM_TYPES = /^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i;

/** The body of a form, or why there is none to read. */
export async function readForm(request: Request, facts: RequestFacts): Promise<ReadForm> {
  if (facts.bodyTooLarge) return { status: "too-large" };
  if (!FORM_TYPES.test(request.headers.get("content-type") ?? "")) return { status: "not-a-form" };
  try {
    return { status: "read", form: await request.formData() };
  } catch {
    // A multipart body without its boundary: what was typed cannot be told apart.
    return { status: "not-a-form" };
  }
}
