/**
 * Removes punctuation and spaces from the end: mail and chat programs include a bracket, a quotation mark or a no-break space
 * behind a link. A percent sign or a control character is no such mark: the address is invalid.
 */
export const withoutClosingMarks = (text: string) => text.replace(/(?:&[a-z]+;|[^\p{L}\p{N}\p{Cc}%_-])+$/iu, "");

/** The service that an address asks for; `null` if it names none. */
export function askedSlug(query: URLSearchParams): string | null {
  const slug = query.get("service_slug");
  return slug === null ? null : withoutClosingMarks(slug);
}

/** The intended path of a link with such marks, for `Location`; `null` if it has none. `splat` is decoded. */
export function meantPath(splat: string): string | null {
  const plain = splat.replace(/^[/\\]+/, "");
  const meant = withoutClosingMarks(plain);
  return meant === plain.replace(/\/+$/, "") ? null : encodeURI(meant === "" ? "/" : `/${meant}/`);
}
