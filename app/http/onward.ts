import { readUtm } from "#app/domain/visit.ts";

/** An address of ours with the campaign of the present one, so that it reaches the list without a cookie. */
export function onward(path: string, from: URL, query: Record<string, string> = {}): string {
  const search = new URLSearchParams({ ...query, ...readUtm(from.searchParams) }).toString();
  return search ? `${path}?${search}` : path;
}
