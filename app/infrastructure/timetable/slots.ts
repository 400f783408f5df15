import { and, asc, eq, gt, isNull, or, sql } from "drizzle-orm";
import type { SlotRepository } from "#app/application/ports/timetable.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { availabilitySlots, practiceSettings } from "#app/infrastructure/tables/timetable.ts";

const slotColumns = {
  id: availabilitySlots.id,
  serviceId: availabilitySlots.serviceId,
  startsAt: availabilitySlots.startsAt,
  endsAt: availabilitySlots.endsAt,
  status: availabilitySlots.status,
};

export function slotRepository(db: Db): SlotRepository {
  return {
    async lockTimetable() {
      const [settings] = await db.select({ timeZone: practiceSettings.timeZone }).from(practiceSettings).for("update");
      if (!settings) throw new Error("practice_settings has no row");
      return settings;
    },

    between: (from, until) =>
      db
        .select(slotColumns)
        .from(availabilitySlots)
        // In the form of the exclusion constraint, whose index finds them.
        .where(
          sql`tstzrange(${availabilitySlots.startsAt}, ${availabilitySlots.endsAt}) && tstzrange(${from.toISOString()}, ${until.toISOString()})`,
        )
        .orderBy(asc(availabilitySlots.startsAt)),

    async nextFree(serviceId, after) {
      const { startsAt, status } = availabilitySlots;
      const [row] = await db
        .select({ startsAt })
        .from(availabilitySlots)
        .where(
          and(
            eq(status, "available"),
            gt(startsAt, after),
            or(isNull(availabilitySlots.serviceId), eq(availabilitySlots.serviceId, serviceId)),
          ),
        )
        .orderBy(asc(startsAt))
        .limit(1);
      return row?.startsAt ?? null;
    },

    async hold(id) {
      const [row] = await db
        .select(slotColumns)
        .from(availabilitySlots)
        .where(eq(availabilitySlots.id, id))
        .for("update");
      return row ?? null;
    },

    async add(slots) {
      if (slots.length > 0) await db.insert(availabilitySlots).values(slots);
    },

    async setStatus(id, status) {
      await db.update(availabilitySlots).set({ status }).where(eq(availabilitySlots.id, id));
    },

    async remove(id) {
      await db.delete(availabilitySlots).where(eq(availabilitySlots.id, id));
    },
  };
}
