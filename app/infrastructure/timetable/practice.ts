import { and, asc, eq, gt, lt } from "drizzle-orm";
import type { PracticeRepository } from "#app/application/ports/timetable.ts";
import { HORIZON_DAYS, type Timetable } from "#app/domain/timetable/availability.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { availabilitySlots, practiceSettings, services } from "#app/infrastructure/tables/timetable.ts";

const serviceColumns = {
  id: services.id,
  slug: services.slug,
  title: services.title,
  format: services.format,
  durationMinutes: services.durationMinutes,
  bookingUrl: services.bookingUrl,
  waitlistOpen: services.waitlistOpen,
};
const practiceColumns = {
  timeZone: practiceSettings.timeZone,
  answerWithinWorkingDays: practiceSettings.answerWithinWorkingDays,
};

export function practiceRepository(db: Db): PracticeRepository {
  return {
    async findService(slug) {
      const [row] = await db
        .select({ practice: practiceColumns, service: serviceColumns })
        .from(practiceSettings)
        .leftJoin(services, and(eq(services.slug, slug), eq(services.status, "active")));
      if (!row) throw new Error("practice_settings has no row");
      return row;
    },

    async openLists() {
      const practice = await this.settings();
      const open = await db
        .select(serviceColumns)
        .from(services)
        .where(and(eq(services.status, "active"), eq(services.waitlistOpen, true)))
        .orderBy(asc(services.position), asc(services.title));
      return { practice, services: open };
    },

    async settings() {
      const [row] = await db.select(practiceColumns).from(practiceSettings);
      if (!row) throw new Error("practice_settings has no row");
      return row;
    },

    async hold() {
      const [row] = await db.select(practiceColumns).from(practiceSettings).for("update");
      if (!row) throw new Error("practice_settings has no row");
      return row;
    },

    async setPromise(workingDays) {
      await db.update(practiceSettings).set({ answerWithinWorkingDays: workingDays });
    },

    async serviceOf(serviceId) {
      const [row] = await db
        .select({ practice: practiceColumns, service: serviceColumns })
        .from(practiceSettings)
        .innerJoin(services, eq(services.id, serviceId));
      if (!row) throw new Error("a request's service is not there");
      return row;
    },
  };
}

/** Two days more than a page shows, so that a cached timetable stays right for a while as the clock moves. */
const READ_AHEAD_DAYS = HORIZON_DAYS + 2;

export async function readTimetable(db: Db, now: Date): Promise<Timetable> {
  const until = new Date(now.getTime() + READ_AHEAD_DAYS * 24 * 60 * 60 * 1000);
  const [[practice], active, slots] = await Promise.all([
    db.select(practiceColumns).from(practiceSettings),
    db
      .select(serviceColumns)
      .from(services)
      .where(eq(services.status, "active"))
      .orderBy(asc(services.position), asc(services.title)),
    db
      .select({
        id: availabilitySlots.id,
        serviceId: availabilitySlots.serviceId,
        startsAt: availabilitySlots.startsAt,
        endsAt: availabilitySlots.endsAt,
      })
      .from(availabilitySlots)
      .where(
        and(
          eq(availabilitySlots.status, "available"),
          gt(availabilitySlots.startsAt, now),
          lt(availabilitySlots.startsAt, until),
        ),
      )
      .orderBy(asc(availabilitySlots.startsAt)),
  ]);
  if (!practice) throw new Error("practice_settings has no row");
  return { practice, services: active, slots };
}
