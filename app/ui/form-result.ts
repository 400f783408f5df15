import type { LastResult } from "#app/forms/last-result.ts";

import type { SummaryError } from "./error-summary.tsx";
import { errorWords } from "./error-words.ts";

/** The text typed into a field, whatever else was wrong; a name sent twice has no single value. */
export function typedIn(lastResult: LastResult, name: string): string | undefined {
  const value = lastResult?.initialValue?.[name];
  return typeof value === "string" ? value : undefined;
}

/** The one error shown beside a field. */
export function errorOf(lastResult: LastResult, name: string): string | undefined {
  return lastResult?.error?.[name]?.[0];
}

/** The errors in the order of the page; an error without a field links to `elsewhere`. */
export function orderedErrors(lastResult: LastResult, fields: readonly string[], elsewhere: string): SummaryError[] {
  const error = lastResult?.error ?? {};
  const ofForm = Object.entries(error).flatMap(([name, messages]) => (fields.includes(name) ? [] : (messages ?? [])));
  const ofFields = fields.flatMap((name) => {
    const message = errorOf(lastResult, name);
    // Why, stands beside the field.
    return message === undefined ? [] : [{ href: `#${name}`, message: errorWords(message).what }];
  });
  return [...ofForm.map((message) => ({ href: elsewhere, message })), ...ofFields];
}
