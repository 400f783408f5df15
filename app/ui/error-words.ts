/** An error in two parts: its first sentence says what is wrong, the rest, if any, says why or what helps. */
export function errorWords(message: string): { what: string; why: string | null } {
  const [, what, mark, why] = /^(.*?)([.?!])\s(?=\p{Lu})(.*)$/su.exec(message) ?? [];
  if (what === undefined || why === undefined) return { what: message, why: null };
  return { what: mark === "." ? what : what + mark, why };
}
