import { TZDate } from "@date-fns/tz";
import { addDays, addMinutes, setHours, startOfDay } from "date-fns";
import type { Ids } from "#app/application/ports/clock.ts";
import { DEFAULT_OFFER_SETTINGS } from "#app/domain/offers/settings.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { offerRules } from "#app/infrastructure/offers/offer-settings.ts";
import { availabilitySlots, services } from "#app/infrastructure/tables/timetable.ts";

/** Equal times: no quiet hours. */
const NEVER = { from: "00:00", to: "00:00" };
const TIME_ZONE = "Europe/Moscow";
const FREE_AT = [
  [2, 11],
  [2, 18],
  [4, 12],
  [7, 19],
] as const;

/** The demo practice: a service with free time, one without, one whose list is paused. Does nothing when there are services. */
export async function seedDemoPractice(db: Db, { ids, now }: { ids: Ids; now: Date }): Promise<void> {
  const [present] = await db.select({ id: services.id }).from(services).limit(1);
  if (present) return;

  const shared = { format: "online", durationMinutes: 50, bookingUrl: null, status: "active" } as const;
  const free = {
    ...shared,
    id: ids.uuid(),
    slug: "consultation",
    title: "Консультация",
    waitlistOpen: true,
    position: 2,
  };
  await db.insert(services).values([
    { ...shared, id: ids.uuid(), slug: "primary", title: "Первичная консультация", waitlistOpen: true, position: 1 },
    free,
    {
      ...shared,
      id: ids.uuid(),
      slug: "couples",
      title: "Встреча для двоих",
      format: "offline",
      durationMinutes: 80,
      waitlistOpen: false,
      position: 3,
    },
  ]);
  // A demo that is tried at night sends the mail of an offered hour too.
  await offerRules(db).save({ ...DEFAULT_OFFER_SETTINGS, quietHours: NEVER });
  const today = startOfDay(new TZDate(now, TIME_ZONE));
  await db.insert(availabilitySlots).values(
    FREE_AT.map(([days, hour]) => {
      const startsAt = setHours(addDays(today, days), hour);
      return {
        id: ids.uuid(),
        serviceId: free.id,
        startsAt: new Date(startsAt.getTime()),
        endsAt: new Date(addMinutes(startsAt, free.durationMinutes).getTime()),
      };
    }),
  );
}
