import { and, asc, eq, isNull, ne, sql } from "drizzle-orm";
import type { WaitingList } from "#app/application/desk/ports.ts";
import type { Db } from "./database.ts";
import { services, waitlistRequests } from "./schema.ts";

/** Each pair of service and window is walked along its own piece of an index, so that a long list costs no more than a short one. */
export function waitingList(db: Db): WaitingList {
  return {
    async longest(wanted, limit) {
      const pairs = wanted.map(({ serviceId, window }) => ({ service: serviceId, window }));
      const pair = sql`(select distinct * from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as given("service" uuid, "window" time_window)) as pair`;
      const each = db
        .select({
          id: waitlistRequests.id,
          serviceId: waitlistRequests.serviceId,
          preferredContactMethod: waitlistRequests.preferredContactMethod,
          preferredTimeWindow: waitlistRequests.preferredTimeWindow,
          status: waitlistRequests.status,
          createdAt: waitlistRequests.createdAt,
        })
        .from(waitlistRequests)
        .where(
          and(
            sql`${waitlistRequests.serviceId} = pair."service"`,
            sql`${waitlistRequests.preferredTimeWindow} = pair."window"`,
            ne(waitlistRequests.status, "closed"),
            isNull(waitlistRequests.quarantinedAt),
            isNull(waitlistRequests.pausedAt),
            isNull(waitlistRequests.unreachableAt),
            isNull(waitlistRequests.leaveRequestedAt),
          ),
        )
        .orderBy(asc(waitlistRequests.createdAt))
        .limit(limit)
        .as("each");
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
        .from(pair)
        .crossJoinLateral(each)
        .innerJoin(services, eq(services.id, each.serviceId))
        .orderBy(asc(each.createdAt), asc(each.id))
        .limit(limit);
    },
  };
}
