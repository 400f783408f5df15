/** What the redirect after a change says was done (or, as `failed`, was not): a key of its words, or nothing we know. */
export function doneOf<Words extends object>(
  url: URL,
  words: Words,
  parameter: "done" | "failed" = "done",
): keyof Words | null {
  const done = url.searchParams.get(parameter) ?? "";
  const known = (key: string): key is Extract<keyof Words, string> => Object.hasOwn(words, key);
  return known(done) ? done : null;
}
