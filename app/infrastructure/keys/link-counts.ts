import { count, max, min } from "drizzle-orm";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { callers } from "#app/infrastructure/tables/callers.ts";
import { offers } from "#app/infrastructure/tables/offers.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";

/** The tables whose rows have a link, each with the moment of its making. */
const LINKED = [
  {
    name: "waitlist_requests",
    kid: waitlistRequests.linkKid,
    made: waitlistRequests.createdAt,
    table: waitlistRequests,
  },
  { name: "offers", kid: offers.linkKid, made: offers.offeredAt, table: offers },
  { name: "callers", kid: callers.linkKid, made: callers.createdAt, table: callers },
] as const;

/** `made`: the creation of the oldest and the newest row, which tells how long the key is needed. */
export type LinkCount = {
  table: (typeof LINKED)[number]["name"];
  purpose: "link";
  kid: string;
  rows: number;
  made: { first: Date; last: Date };
};

/** A link stays with the key that made it: the number falls as requests, offers and callers end. */
export async function countLinks(db: Db): Promise<LinkCount[]> {
  const counts: LinkCount[] = [];
  for (const { name, kid, made, table } of LINKED) {
    const rows = await db
      .select({ kid, rows: count(), first: min(made), last: max(made) })
      .from(table)
      .groupBy(kid)
      .orderBy(kid);
    for (const row of rows) {
      if (!row.kid || !row.first || !row.last) continue;
      const between = { first: row.first, last: row.last };
      counts.push({ table: name, purpose: "link", kid: row.kid, rows: row.rows, made: between });
    }
  }
  return counts;
}
