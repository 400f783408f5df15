import { copy } from "#app/copy/ru.ts";
import type { ProblemDetails } from "#app/forms/waitlist/waitlist-api.ts";

export type ProblemStatus = 400 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 503;

/** An error of the API as RFC 9457 problem details. */
export function problem(
  status: ProblemStatus,
  extra: Pick<ProblemDetails, "detail" | "errors"> = {},
  headers: Record<string, string> = {},
): Response {
  const body: ProblemDetails = { type: "about:blank", title: copy.apiProblems[status], status, ...extra };
  return Response.json(body, { status, headers: { ...headers, "Content-Type": "application/problem+json" } });
}
