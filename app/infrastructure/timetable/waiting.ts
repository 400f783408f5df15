import { and, asc, eq, gt, gte, isNull, ne, or, sql } from "drizzle-orm";
import type { WaitingList, WaitingPlace } from "#app/application/ports/timetable.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { services } from "#app/infrastructure/tables/timetable.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";

/** Each pair of service and window scans its own part of an index, so that a long list costs no more than a short one. */
export function waitingList(db: Db): WaitingList {
  return {
    async longest(wanted, after, limit) {
      const each = ofPair(db, after, limit);
      return db
        .select({
          id: each.id,
          serviceId: each.serviceId,
          preferredContactMethod: each.preferredContactMethod,
          preferredTimeWindow: each.preferredTimeWindow,
          status: each.status,
          createdAt: each.createdAt,
          serviceTitle: services.title,
        })
        .from(pairsOf(wanted))
        .crossJoinLateral(each)
        .innerJoin(services, eq(services.id, each.serviceId))
        .orderBy(asc(each.createdAt), asc(each.id))
        .limit(limit);
    },

    async count(wanted, countUpTo) {
      const found = db
        .select({ one: sql`1`.as("one") })
        .from(pairsOf(wanted))
        .crossJoinLateral(ofPair(db, null, countUpTo))
        .limit(countUpTo);
      return await db.$count(found.as("counted"));
    },
  };
}

/** `mayBeOffered` of the domain, in SQL. */
const mayBeOffered = and(
  ne(waitlistRequests.status, "closed"),
  isNull(waitlistRequests.quarantinedAt),
  isNull(waitlistRequests.pausedAt),
  isNull(waitlistRequests.unreachableAt),
  isNull(waitlistRequests.leaveRequestedAt),
);

function pairsOf(wanted: Parameters<WaitingList["count"]>[0]) {
  const pairs = new Set(wanted.map(({ serviceId, window }) => JSON.stringify({ service: serviceId, window })));
  return sql`jsonb_to_recordset(${`[${[...pairs]}]`}::jsonb) as pair("service" uuid, "window" time_window)`;
}

function ofPair(db: Db, after: WaitingPlace | null, limit: number) {
  const { createdAt, id } = waitlistRequests;
  return db
    .select({
      id,
      serviceId: waitlistRequests.serviceId,
      preferredContactMethod: waitlistRequests.preferredContactMethod,
      preferredTimeWindow: waitlistRequests.preferredTimeWindow,
      status: waitlistRequests.status,
      createdAt,
    })
    .from(waitlistRequests)
    .where(
      and(
        sql`${waitlistRequests.serviceId} = pair."service"`,
        sql`${waitlistRequests.preferredTimeWindow} = pair."window"`,
        mayBeOffered,
        after ? gte(createdAt, after.createdAt) : undefined,
        after ? or(gt(createdAt, after.createdAt), gt(id, after.id)) : undefined,
      ),
    )
    .orderBy(asc(createdAt), asc(id))
    .limit(limit)
    .as("each");
}
