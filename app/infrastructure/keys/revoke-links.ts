import { and, asc, eq, gt } from "drizzle-orm";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import type { LinkMaker } from "./private-links.ts";

const ROWS_AT_ONCE = 50;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/**
 * Replaces every private link, and every link of an offer or to a consent, made under `kid`, which must not be the writing key, by one under the writing key. Replaced
 * links are invalid from then on. Each row is written separately, so that visitors do not wait, and only if its link
 * is unchanged since it was read. May be stopped at any point and run again. Returns the number of replaced links.
 */
export async function revokeLinks(db: Db, links: LinkMaker, kid: string): Promise<number> {
  if (kid === links.writingKid) throw new Error(`the key ${kid} makes the links`);
  let revoked = 0;
  let found = 0;
  do {
    // Another round: a process that did not know the new key yet may have made links meanwhile.
    found = await oneRound(db, links, kid);
    revoked += found;
  } while (found > 0);
  return revoked;
}

async function oneRound(db: Db, links: LinkMaker, kid: string): Promise<number> {
  const { id, linkKid, linkVersion } = waitlistRequests;
  let replaced = 0;
  let after: string | undefined = FIRST_ID;
  while (after !== undefined) {
    const rows: { id: string; linkVersion: number }[] = await db
      .select({ id, linkVersion })
      .from(waitlistRequests)
      .where(and(gt(id, after), eq(linkKid, kid)))
      .orderBy(asc(id))
      .limit(ROWS_AT_ONCE);
    for (const row of rows) {
      const linkTokenHash = links.hash(links.token(row.id, row.linkVersion, links.writingKid));
      const written = await db
        .update(waitlistRequests)
        .set({ linkKid: links.writingKid, linkTokenHash })
        .where(and(eq(id, row.id), eq(linkKid, kid), eq(linkVersion, row.linkVersion)))
        .returning({ id });
      replaced += written.length;
    }
    after = rows.at(-1)?.id;
  }
  return replaced;
}
