import { addresses } from "#app/addresses.ts";
import type { TimetableChangeRecord } from "#app/application/timetable/hours/get-timetable-change.ts";
import { timeCopy as words } from "#app/copy/desk-time.ts";
import { localDateOf } from "#app/domain/timetable/local-time.ts";
import { SLOT_CHANGES } from "#app/domain/timetable/slot-plan.ts";
import { type UndoneAs, undoEnds, undoneAs } from "#app/domain/timetable/timetable-change.ts";
import { clockLabel } from "../dates.ts";
import { slotLabel } from "../offers/labels.ts";
import { localDateLabel } from "./local-labels.ts";

/** What an act on the timetable came to, for display. */
export type TimeChangeView = {
  id: string;
  /** What its undoing came to; `null`: it stands. */
  undone: UndoneAs | null;
  lines: string[];
  /** Hours that stayed as they were. */
  left: { href: string; label: string; why: string }[];
  /** Where the days can be marked as days off. */
  calendarHref: string | null;
  /** Until when it can be undone; `null`: not any more. */
  undoUntil: string | null;
};

export function timeChangeView({ change, undoable, timeZone }: TimetableChangeRecord): TimeChangeView {
  const { id, kind, range, steps, left, undoneAt } = change;
  const days = range && words.range.days(localDateLabel(range.from), localDateLabel(range.until));
  const act = SLOT_CHANGES.find((each) => each === kind);
  const done = days !== null && act && !undoneAt ? [words.range.done[act](steps.length, days)] : [];
  const stayed = left.length === 0 ? [] : [undoneAt ? words.undo.left(left.length) : words.range.left(left.length)];
  return {
    id,
    undone: undoneAs(change),
    lines: [...done, ...stayed],
    left: left.map((slot) => ({
      // One that was changed or removed meanwhile may have no page.
      href:
        slot.why === "changed" || slot.why === "overlaps"
          ? addresses.desk.time({ day: localDateOf(slot.startsAt, timeZone) })
          : addresses.desk.slotOffers(slot.id),
      label: slotLabel(slot, { timeZone, now: change.at }),
      why: words.left[slot.why],
    })),
    calendarHref: range && kind === "block" && !undoneAt ? addresses.desk.calendar() : null,
    undoUntil: undoable ? clockLabel(undoEnds(change), timeZone) : null,
  };
}
