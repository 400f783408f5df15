import { and, asc, eq, isNull, ne, sql } from "drizzle-orm";
import type { ServiceRepository } from "#app/application/ports/timetable.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { services } from "#app/infrastructure/tables/timetable.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";

const keptColumns = {
  id: services.id,
  slug: services.slug,
  title: services.title,
  format: services.format,
  durationMinutes: services.durationMinutes,
  bookingUrl: services.bookingUrl,
  waitlistOpen: services.waitlistOpen,
  bookWithoutAsking: services.bookWithoutAsking,
  status: services.status,
  version: services.version,
};

export function serviceRepository(db: Db): ServiceRepository {
  return {
    async list(countUpTo) {
      const waiting = db
        .select({ one: sql`1` })
        .from(waitlistRequests)
        .where(
          and(
            eq(waitlistRequests.serviceId, services.id),
            ne(waitlistRequests.status, "closed"),
            isNull(waitlistRequests.quarantinedAt),
          ),
        )
        // In the order of the index, so that a rarely wanted service costs no long search.
        .orderBy(asc(waitlistRequests.preferredTimeWindow), asc(waitlistRequests.createdAt))
        .limit(countUpTo);
      return db
        .select({ ...keptColumns, waiting: sql<number>`(select count(*)::int from ${waiting} as counted)` })
        .from(services)
        .orderBy(asc(services.status), asc(services.position), asc(services.title));
    },

    async hold(id) {
      const [row] = await db.select(keptColumns).from(services).where(eq(services.id, id)).for("update");
      return row ?? null;
    },

    async add(service) {
      const last = sql`(select coalesce(max(${services.position}), 0) + 1 from ${services})`;
      const added = await db
        .insert(services)
        .values({ ...service, position: last })
        .onConflictDoNothing({ target: services.slug })
        .returning({ id: services.id });
      return added.length > 0;
    },

    async update({ id, slug: _, ...service }) {
      await db.update(services).set(service).where(eq(services.id, id));
    },
  };
}
