import type { RequestFacts } from "#app/context.ts";

export type ReadJson = { status: "read"; json: unknown } | { status: "refused"; problem: 400 | 413 | 415 };

/** The JSON body of a request: UTF-8 (RFC 8259 section 8.1), or why it cannot be read. `ofAnyType`: whatever its type says. */
export async function readJson(
  request: Request,
  facts: Pick<RequestFacts, "bodyTooLarge">,
  { ofAnyType = false } = {},
): Promise<ReadJson> {
  if (facts.bodyTooLarge) return { status: "refused", problem: 413 };
  if (!ofAnyType && !/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? "")) {
    return { status: "refused", problem: 415 };
  }
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await request.arrayBuffer());
    return { status: "read", json: JSON.parse(text) };
  } catch {
    // Broken JSON and broken UTF-8 are the same to the caller.
    return { status: "refused", problem: 400 };
  }
}
