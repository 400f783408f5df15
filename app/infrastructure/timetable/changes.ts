import { eq, lt } from "drizzle-orm";
import { z } from "zod";
import type { TimetableChangeRepository } from "#app/application/ports/timetable.ts";
import { SLOT_STATUSES } from "#app/domain/timetable/availability.ts";
import { isLocalDate } from "#app/domain/timetable/local-time.ts";
import {
  type KeptSlot,
  LEFT_REASONS,
  type LeftSlot,
  REST_REASONS,
  type SlotStep,
  type TimetableChange,
} from "#app/domain/timetable/timetable-change.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { readStored, type ShapeOf } from "#app/infrastructure/database/stored.ts";
import { timetableChanges } from "#app/infrastructure/tables/timetable.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const moment = z.coerce.date();
const date = z.string().refine(isLocalDate);
const slot: ShapeOf<KeptSlot> = z.object({
  id: z.string(),
  serviceId: z.string().nullable(),
  otherServiceIds: z.array(z.string()),
  startsAt: moment,
  endsAt: moment,
  status: z.enum(SLOT_STATUSES),
  blockedFor: z.enum(REST_REASONS).nullable(),
});
const step: ShapeOf<SlotStep> = z.object({ before: slot.nullable(), after: slot.nullable() });
const leftSlot: ShapeOf<LeftSlot> = z.object({
  id: z.string(),
  startsAt: moment,
  endsAt: moment,
  why: z.enum(LEFT_REASONS),
});
const range: ShapeOf<NonNullable<TimetableChange["range"]>> = z.object({ from: date, until: date });

export function timetableChangeRepository(db: Db): TimetableChangeRepository {
  return {
    async add({ left, ...change }) {
      const { at } = timetableChanges;
      await db.delete(timetableChanges).where(lt(at, new Date(change.at.getTime() - DAY_MS)));
      await db.insert(timetableChanges).values({ ...change, leftAlone: left });
    },

    async find(id) {
      const [row] = await db.select().from(timetableChanges).where(eq(timetableChanges.id, id));
      return row ? changeOf(row) : null;
    },

    async hold(id) {
      const [row] = await db.select().from(timetableChanges).where(eq(timetableChanges.id, id)).for("update");
      return row ? changeOf(row) : null;
    },

    async markUndone(id, undoneAt, left) {
      await db.update(timetableChanges).set({ undoneAt, leftAlone: left }).where(eq(timetableChanges.id, id));
    },
  };
}

function changeOf({ leftAlone, ...row }: typeof timetableChanges.$inferSelect): TimetableChange {
  const read = <Stored>(shape: z.ZodType<Stored>, value: unknown, column: string) =>
    readStored(shape, value, { table: "timetable_changes", column, id: row.id });
  return {
    ...row,
    range: read(range.nullable(), row.range, "range"),
    steps: read(z.array(step), row.steps, "steps"),
    left: read(z.array(leftSlot), leftAlone, "left_alone"),
  };
}
