import { and, asc, eq, gt, lt } from "drizzle-orm";
import type { PracticeRepository } from "#app/application/ports/timetable.ts";
import { type Holders, isFree, noticeBegins } from "#app/domain/offers/free-time.ts";
import type { OfferSettings } from "#app/domain/offers/types.ts";
import {
  type AvailabilitySlot,
  HORIZON_DAYS,
  type Practice,
  type PublicSlot,
  type Timetable,
} from "#app/domain/timetable/availability.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { holdersOf } from "#app/infrastructure/offers/holders.ts";
import { storedOfferSettings } from "#app/infrastructure/offers/offer-settings.ts";
import { availabilitySlots, practiceSettings, services } from "#app/infrastructure/tables/timetable.ts";
import { storedWorkCalendar } from "./work-calendar.ts";

const serviceColumns = {
  id: services.id,
  slug: services.slug,
  title: services.title,
  format: services.format,
  durationMinutes: services.durationMinutes,
  bookingUrl: services.bookingUrl,
  waitlistOpen: services.waitlistOpen,
  bookWithoutAsking: services.bookWithoutAsking,
};
const practiceColumns = {
  timeZone: practiceSettings.timeZone,
  answerWithinWorkingDays: practiceSettings.answerWithinWorkingDays,
  calendar: practiceSettings.workCalendar,
};
type StoredPractice = Omit<Practice, "calendar"> & { calendar: unknown };

const practiceOf = ({ calendar, ...stored }: StoredPractice): Practice => ({
  ...stored,
  calendar: storedWorkCalendar(calendar),
});

export function practiceRepository(db: Db): PracticeRepository {
  return {
    async findService(slug) {
      const [row] = await db
        .select({ practice: practiceColumns, service: serviceColumns })
        .from(practiceSettings)
        .leftJoin(services, and(eq(services.slug, slug), eq(services.status, "active")));
      if (!row) throw new Error("practice_settings has no row");
      return { ...row, practice: practiceOf(row.practice) };
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
      return practiceOf(row);
    },

    async hold() {
      const [row] = await db.select(practiceColumns).from(practiceSettings).for("update");
      if (!row) throw new Error("practice_settings has no row");
      return practiceOf(row);
    },

    async setPromise(workingDays) {
      await db.update(practiceSettings).set({ answerWithinWorkingDays: workingDays });
    },

    async setCalendar(workCalendar) {
      await db.update(practiceSettings).set({ workCalendar });
    },

    async serviceOf(serviceId) {
      const [row] = await db
        .select({ practice: practiceColumns, service: serviceColumns })
        .from(practiceSettings)
        .innerJoin(services, eq(services.id, serviceId));
      if (!row) throw new Error("a request's service is not there");
      return { ...row, practice: practiceOf(row.practice) };
    },
  };
}

/** Two days more than a page shows, so that a cached timetable stays right for a while as the clock moves. */
const READ_AHEAD_DAYS = HORIZON_DAYS + 2;

export async function readTimetable(db: Db, now: Date): Promise<Timetable> {
  const until = new Date(now.getTime() + READ_AHEAD_DAYS * 24 * 60 * 60 * 1000);
  const [[row], active, slots, holders] = await Promise.all([
    db.select({ ...practiceColumns, offerSettings: practiceSettings.offerSettings }).from(practiceSettings),
    db
      .select(serviceColumns)
      .from(services)
      .where(eq(services.status, "active"))
      .orderBy(asc(services.position), asc(services.title)),
    db
      .select({
        id: availabilitySlots.id,
        serviceId: availabilitySlots.serviceId,
        otherServiceIds: availabilitySlots.otherServiceIds,
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
    holdersOf(db, now),
  ]);
  if (!row) throw new Error("practice_settings has no row");
  const { offerSettings, ...stored } = row;
  const settings = { ...storedOfferSettings(offerSettings), automaticByService: {} };
  return {
    practice: practiceOf(stored),
    services: active,
    slots: slots.flatMap((slot) => publicSlot(slot, holders, settings, now)),
  };
}

/** Whether strangers see the slot, and from when: the clock alone changes the answer until a row does. */
function publicSlot(slot: AvailabilitySlot, holders: Holders, settings: OfferSettings, now: Date): PublicSlot[] {
  const { free, until } = isFree({ ...slot, status: "available" }, holders, settings, now);
  if (!until) return [];
  const visibleUntil = noticeBegins(slot.startsAt, settings);
  return [{ ...slot, visibleFrom: free ? null : until, visibleUntil }];
}
