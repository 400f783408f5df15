import { and, arrayContains, arrayOverlaps, asc, desc, eq, inArray, isNull, lte, or } from "drizzle-orm";
import type { FillingRepository } from "#app/application/ports/offers.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { slotFillings } from "#app/infrastructure/tables/offers.ts";
import { availabilitySlots } from "#app/infrastructure/tables/timetable.ts";

export function fillingRepository(db: Db): FillingRepository {
  const covers = (slotId: string) =>
    or(eq(slotFillings.slotId, slotId), arrayContains(slotFillings.seriesSlotIds, [slotId]));

  return {
    async find(id) {
      const [row] = await db.select().from(slotFillings).where(eq(slotFillings.id, id));
      return row ?? null;
    },

    liveOf: (slotId) =>
      db
        .select()
        .from(slotFillings)
        .where(and(isNull(slotFillings.endedAt), covers(slotId))),

    async liveOfAll(slotIds) {
      const ids = [...slotIds];
      if (ids.length === 0) return [];
      const all = or(inArray(slotFillings.slotId, ids), arrayOverlaps(slotFillings.seriesSlotIds, ids));
      return db
        .select()
        .from(slotFillings)
        .where(and(isNull(slotFillings.endedAt), all));
    },

    ofSlot: (slotId) =>
      db.select().from(slotFillings).where(covers(slotId)).orderBy(desc(slotFillings.createdAt), desc(slotFillings.id)),

    async liveOfService(serviceId) {
      const { id } = availabilitySlots;
      const onlyIts = and(eq(availabilitySlots.serviceId, serviceId), eq(availabilitySlots.otherServiceIds, []));
      const slots = db.select({ id }).from(availabilitySlots).where(onlyIts);
      return db
        .select()
        .from(slotFillings)
        .where(and(isNull(slotFillings.endedAt), inArray(slotFillings.slotId, slots)))
        .orderBy(asc(slotFillings.slotId));
    },

    async add(list) {
      if (list.length === 0) return new Set();
      const added = await db
        .insert(slotFillings)
        .values(list.map((filling) => ({ ...filling, seriesSlotIds: [...filling.seriesSlotIds] })))
        .onConflictDoNothing()
        .returning({ id: slotFillings.id });
      return new Set(added.map(({ id }) => id));
    },

    async update({ id, slotId: _, createdAt: __, seriesSlotIds, ...changes }) {
      await db
        .update(slotFillings)
        .set({ ...changes, seriesSlotIds: [...seriesSlotIds] })
        .where(eq(slotFillings.id, id));
    },

    async overdue(before, limit) {
      const rows = await db
        .select({ id: slotFillings.id })
        .from(slotFillings)
        .where(and(isNull(slotFillings.endedAt), lte(slotFillings.wakesAt, before)))
        .orderBy(asc(slotFillings.wakesAt))
        .limit(limit);
      return rows.map(({ id }) => id);
    },
  };
}
