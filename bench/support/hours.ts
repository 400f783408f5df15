import { v7 } from "uuid";
import { DEFAULT_OFFER_SETTINGS } from "#app/domain/offers/settings.ts";
import type { Connection, Db } from "#app/infrastructure/database/connection.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { offerRules } from "#app/infrastructure/offers/offer-settings.ts";
import { slotFillings } from "#app/infrastructure/tables/offers.ts";
import { availabilitySlots } from "#app/infrastructure/tables/timetable.ts";
import { serviceOf } from "../../e2e/support/records/timetable.ts";

const HOUR_MS = 3_600_000;
const NEVER = { from: "00:00", to: "00:00" };

/** Works with the database of a running app. */
export async function withConnection<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await openConnection({ kind: "postgres", url });
  return work(connection).finally(() => connection.close());
}

/** The bench runs at any hour of the day. */
export const neverQuiet = (db: Db) => offerRules(db).save({ ...DEFAULT_OFFER_SETTINGS, quietHours: NEVER });

/** Hours of the service without free time, one after another from some days ahead, each kept for the list. Returns the fillings' ids. */
export async function addKeptHours(db: Db, count: number, inDays: number, wakesAt: Date | null): Promise<string[]> {
  const service = await serviceOf({ db }, "primary");
  const now = new Date();
  const hours = Array.from({ length: count }, (_, nth) => {
    const startsAt = new Date(now.getTime() + (inDays * 24 + nth) * HOUR_MS);
    return { id: v7(), serviceId: service.id, startsAt, endsAt: new Date(startsAt.getTime() + 50 * 60_000) };
  });
  const fillings = hours.map(({ id: slotId, startsAt: keepsUntil }) => ({
    ...{ id: v7(), slotId, seriesSlotIds: [], mode: "automatic" as const, state: "scheduled" as const },
    ...{ startsAt: now, keepsUntil, createdAt: now, wakesAt },
  }));
  await db.transaction(async (tx) => {
    await tx.insert(availabilitySlots).values(hours);
    await tx.insert(slotFillings).values(fillings);
  });
  return fillings.map(({ id }) => id);
}
