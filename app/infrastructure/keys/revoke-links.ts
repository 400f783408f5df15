import { and, asc, eq, gt } from "drizzle-orm";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { callerTokenOf } from "#app/infrastructure/offers/callers.ts";
import { offerTokenOf } from "#app/infrastructure/offers/offers.ts";
import { callers } from "#app/infrastructure/tables/callers.ts";
import { offers } from "#app/infrastructure/tables/offers.ts";
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
    // Another round: a process without the new key may have made links meanwhile.
    found = (await oneRound(db, links, kid)) + (await ofOffers(db, links, kid)) + (await ofCallers(db, links, kid));
    revoked += found;
  } while (found > 0);
  return revoked;
}

/** Offers end within days: all of the key in one round, each row by itself. */
async function ofOffers(db: Db, links: LinkMaker, kid: string): Promise<number> {
  const rows = await db.select({ id: offers.id }).from(offers).where(eq(offers.linkKid, kid));
  let replaced = 0;
  for (const { id } of rows) {
    const linkTokenHash = links.hash(offerTokenOf(links, id, links.writingKid));
    const written = await db
      .update(offers)
      .set({ linkKid: links.writingKid, linkTokenHash })
      .where(and(eq(offers.id, id), eq(offers.linkKid, kid)))
      .returning({ id: offers.id });
    replaced += written.length;
  }
  return replaced;
}

/** As many as people called within a week. */
async function ofCallers(db: Db, links: LinkMaker, kid: string): Promise<number> {
  const { id, linkKid } = callers;
  let replaced = 0;
  for (const row of await db.select({ id }).from(callers).where(eq(linkKid, kid))) {
    const linkTokenHash = links.hash(callerTokenOf(links, row.id, links.writingKid));
    const written = await db
      .update(callers)
      .set({ linkKid: links.writingKid, linkTokenHash })
      .where(and(eq(id, row.id), eq(linkKid, kid)))
      .returning({ id });
    replaced += written.length;
  }
  return replaced;
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
