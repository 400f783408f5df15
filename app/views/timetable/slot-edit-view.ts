import type { EditSlotOutcome } from "#app/application/timetable/hours/edit-slot.ts";
import type { SlotToEdit } from "#app/application/timetable/hours/get-slot-edit.ts";
import { timeCopy } from "#app/copy/desk-time.ts";
import { servicesOfSlot } from "#app/domain/timetable/availability.ts";
import { addLocalDays, type LocalDate, localDateOf } from "#app/domain/timetable/local-time.ts";
import { localTimeOf } from "#app/domain/timetable/slot-edit.ts";
import { OPENS_AHEAD_DAYS } from "#app/domain/timetable/slot-plan.ts";
import { slotSign } from "#app/domain/timetable/timetable-change.ts";
import { ANY_SERVICE } from "#app/forms/timetable/time-form.ts";
import { timeLabel } from "../dates.ts";
import { type StateLabel, slotLabel, stateLabel } from "../offers/labels.ts";
import { timeHref } from "./asked-time.ts";
import { servicesLabel } from "./slot-services.ts";

const words = timeCopy.edit;

/** An hour for changing it. */
export type SlotEditView = {
  title: string;
  state: StateLabel;
  /** Why it cannot be changed, or what happens when it is. */
  note: string | null;
  mayChange: boolean;
  backHref: string;
  /** Where its person is moved to another hour. */
  slotId: string;
  seen: string;
  date: LocalDate;
  time: string;
  minutes: string;
  /** Ids of services; or any. */
  chosen: string[];
  services: { id: string; title: string; minutes: number }[];
  anyMinutes: number;
  dates: { min: LocalDate; max: LocalDate };
};

export function slotEditView(record: SlotToEdit): SlotEditView {
  const { slot, state, services, timeZone, now } = record;
  const date = localDateOf(slot.startsAt, timeZone);
  const today = localDateOf(now, timeZone);
  const active = services.filter(({ status }) => status === "active");
  const taken = state.kind === "booked" || state.kind === "consent" || state.kind === "past";
  const told = state.kind === "offered" || state.kind === "asked";
  const of = servicesOfSlot(slot);
  return {
    title: slotLabel(slot, record),
    state: stateLabel(state, record),
    note: taken ? words.taken[state.kind] : told ? words.told : null,
    mayChange: !taken,
    backHref: timeHref({ span: "week", serviceSlug: null }, date),
    slotId: slot.id,
    seen: slotSign(slot),
    date,
    time: localTimeOf(slot.startsAt, timeZone),
    minutes: String((slot.endsAt.getTime() - slot.startsAt.getTime()) / 60_000),
    chosen: of.length === 0 ? [ANY_SERVICE] : of,
    services: active.map(({ id, title, durationMinutes }) => ({ id, title, minutes: durationMinutes })),
    anyMinutes: Math.max(0, ...active.map(({ durationMinutes }) => durationMinutes)),
    dates: { min: today, max: addLocalDays(today, OPENS_AHEAD_DAYS) },
  };
}

/** The field and the words of a refused change. */
export function editRefusal({
  refusal,
  services,
  timeZone,
}: Extract<EditSlotOutcome, { status: "refused" }>): Record<string, string[]> {
  switch (refusal.reason) {
    case "too-short":
      return { minutes: [words.errors.tooShort(refusal.minutes)] };
    case "overlaps": {
      const { startsAt, endsAt } = refusal.standing;
      const titles = new Map(services.map(({ id, title }) => [id, title]));
      const time = `${timeLabel(startsAt, timeZone)}–${timeLabel(endsAt, timeZone)}`;
      const service = servicesLabel(refusal.standing, titles, timeCopy.anyService);
      return { time: [words.errors.unchanged(timeCopy.overlaps(time, service))] };
    }
    case "past":
    case "too-far":
    case "no-such-time":
    case "day-off":
      return { date: [words.errors.unchanged(timeCopy.problems[refusal.reason])] };
  }
}
