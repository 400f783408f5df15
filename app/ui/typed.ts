import type { SubmissionResult } from "@conform-to/react";

export type LastResult = SubmissionResult<string[]> | undefined;

/** What was typed into a field, as it was typed. */
export function typedIn(lastResult: LastResult, name: string): string | undefined {
  const value: unknown = lastResult?.initialValue?.[name];
  return typeof value === "string" ? value : undefined;
}

/** The first thing to say about a field. */
export function errorOf(lastResult: LastResult, name: string): string | undefined {
  return lastResult?.error?.[name]?.[0];
}
