import { type AnyColumn, type SQL, sql } from "drizzle-orm";

/** The `kid` in a column of compact JWE: part of the protected header, which is base64url of JSON. */
export function sealedKid(column: AnyColumn): SQL<string> {
  const header = sql`split_part(${column}, '.', 1)`;
  const padded = sql`rpad(translate(${header}, '-_', '+/'), (length(${header}) + 3) / 4 * 4, '=')`;
  const readable = sql`${header} ~ '^[A-Za-z0-9_-]+$' and length(${header}) % 4 <> 1`;
  const kid = sql`substring(encode(decode(${padded}, 'base64'), 'escape') from '"kid":"([^"]+)"')`;
  return sql<string>`coalesce(case when ${readable} then ${kid} end, 'unreadable')`;
}
