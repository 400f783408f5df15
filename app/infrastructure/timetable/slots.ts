import { and, asc, eq, gt, isNotNull, notExists, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { SlotRepository } from "#app/application/ports/timetable.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { availabilitySlots, services } from "#app/infrastructure/tables/timetable.ts";
import { servicesOfSlotRow, suitsServiceRow } from "./slot-services.ts";

const slotColumns = {
  id: availabilitySlots.id,
  serviceId: availabilitySlots.serviceId,
  otherServiceIds: availabilitySlots.otherServiceIds,
  startsAt: availabilitySlots.startsAt,
  endsAt: availabilitySlots.endsAt,
  status: availabilitySlots.status,
  blockedFor: availabilitySlots.blockedFor,
};

export function slotRepository(db: Db): SlotRepository {
  return {
    between: (from, until) =>
      db
        .select(slotColumns)
        .from(availabilitySlots)
        // In the form of the exclusion constraint, whose index finds them.
        .where(
          sql`tstzrange(${availabilitySlots.startsAt}, ${availabilitySlots.endsAt}) && tstzrange(${from.toISOString()}, ${until.toISOString()})`,
        )
        .orderBy(asc(availabilitySlots.startsAt)),

    async nextFree({ id, durationMinutes }, after) {
      const { startsAt, status } = availabilitySlots;
      const [row] = await db
        .select({ startsAt })
        .from(availabilitySlots)
        .where(
          and(
            eq(status, "available"),
            gt(startsAt, after),
            suitsServiceRow(id),
            sql`${availabilitySlots.endsAt} - ${startsAt} >= make_interval(mins => ${durationMinutes})`,
          ),
        )
        .orderBy(asc(startsAt))
        .limit(1);
      return row?.startsAt ?? null;
    },

    tooShort(after, limit) {
      const { startsAt, endsAt, status } = availabilitySlots;
      return db
        .select({ serviceId: services.id, startsAt })
        .from(availabilitySlots)
        .innerJoin(services, servicesOfSlotRow)
        .where(
          and(
            eq(status, "available"),
            gt(startsAt, after),
            eq(services.status, "active"),
            sql`${endsAt} - ${startsAt} < make_interval(mins => ${services.durationMinutes})`,
          ),
        )
        .orderBy(asc(startsAt))
        .limit(limit);
    },

    ofArchived(after, limit) {
      const { startsAt, status, serviceId, otherServiceIds } = availabilitySlots;
      const offered = alias(services, "offered");
      const isOf = or(eq(offered.id, serviceId), sql`${offered.id} = any(${otherServiceIds})`);
      const active = db
        .select({ one: sql`1` })
        .from(offered)
        .where(and(isOf, eq(offered.status, "active")));
      return db
        .select({ serviceId: services.id, startsAt })
        .from(availabilitySlots)
        .innerJoin(services, and(isNotNull(serviceId), servicesOfSlotRow))
        .where(and(eq(status, "available"), gt(startsAt, after), notExists(active)))
        .orderBy(asc(startsAt))
        .limit(limit);
    },

    async hold(id) {
      const [row] = await db
        .select(slotColumns)
        .from(availabilitySlots)
        .where(eq(availabilitySlots.id, id))
        .for("no key update");
      return row ?? null;
    },

    async add(slots) {
      const rows = slots.map((slot) => ({ ...slot, otherServiceIds: [...slot.otherServiceIds] }));
      if (rows.length > 0) await db.insert(availabilitySlots).values(rows);
    },

    async setStatus(id, status) {
      await db.update(availabilitySlots).set({ status }).where(eq(availabilitySlots.id, id));
    },

    async write({ id, otherServiceIds, ...slot }) {
      const row = { ...slot, otherServiceIds: [...otherServiceIds] };
      await db.update(availabilitySlots).set(row).where(eq(availabilitySlots.id, id));
    },

    async remove(id) {
      await db.delete(availabilitySlots).where(eq(availabilitySlots.id, id));
    },
  };
}
