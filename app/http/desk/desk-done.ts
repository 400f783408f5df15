/** The result of a change, from the redirect (`failed`: nothing changed): a key of its words, or `null`. */
export function doneOf<Words extends object>(
  url: URL,
  words: Words,
  parameter: "done" | "failed" = "done",
): keyof Words | null {
  const done = url.searchParams.get(parameter) ?? "";
  const known = (key: string): key is Extract<keyof Words, string> => Object.hasOwn(words, key);
  return known(done) ? done : null;
}
