import { z } from "zod";
import { isLocalDate } from "#app/domain/timetable/local-time.ts";
import { type DaysOff, USUAL_CALENDAR, type WorkCalendar } from "#app/domain/timetable/working-days.ts";
import { readStored, type ShapeOf } from "#app/infrastructure/database/stored.ts";

const date = z.string().refine(isLocalDate);
const daysOff: ShapeOf<DaysOff> = z.object({ id: z.string(), from: date, until: date, word: z.string().nullable() });
const shape: ShapeOf<WorkCalendar> = z.object({ daysOff: z.array(daysOff), worksMovedSaturdays: z.boolean() });

/** The practice's own calendar as stored; `null`: the usual one. Throws `StoredShapeError`. */
export function storedWorkCalendar(stored: unknown): WorkCalendar {
  if (stored === null) return USUAL_CALENDAR;
  return readStored(shape, stored, { table: "practice_settings", column: "work_calendar", id: "1" });
}
