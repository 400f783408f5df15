import { isNobodys } from "#app/application/offers/desk/get-slot-offers.ts";
import type { TimeOverview } from "#app/application/timetable/get-time-page.ts";
import type { ChangeSlotOutcome } from "#app/application/timetable/hours/change-slot.ts";
import { timeCopy } from "#app/copy/desk-time.ts";
import type { ContactMethod } from "#app/domain/contact/contact.ts";
import { may, type Operator } from "#app/domain/team/operator.ts";
import { isBeyondHorizon, type SlotStatus, servicesOfSlot } from "#app/domain/timetable/availability.ts";
import { addLocalDays, daysBetween, type LocalDate } from "#app/domain/timetable/local-time.ts";
import { OPENS_AHEAD_DAYS } from "#app/domain/timetable/slot-plan.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import { dateLabel, momentLabel, timeLabel, weekdayTimeLabel, zoneLabel } from "../dates.ts";
import { type StateLabel, stateLabel } from "../offers/labels.ts";
import { wordsOfAct } from "../people/act-words.ts";
import { timeHref, waitingHref } from "./asked-time.ts";
import { localDateLabel, localDayLabel } from "./local-labels.ts";
import { servicesLabel } from "./slot-services.ts";

const SUITS_NAMED = 5;
/** The weeks that the form for several days suggests. */
const USUAL_DAYS = 28;

/** The week or the day for display. Dates are formatted here: a browser's format may differ from the server's. */
export function timeView(page: TimeOverview, operator: Operator): TimeView {
  const { timeZone, now, today, span } = page;
  const service = page.service === "unknown" ? null : page.service;
  const first = page.days[0]?.date ?? today;
  const last = page.days.at(-1)?.date ?? today;
  const year = first.slice(0, 4) === today.slice(0, 4) ? "" : ` ${first.slice(0, 4)}`;
  const at = (date: LocalDate | null, shown = span) =>
    timeHref({ span: shown, serviceSlug: service?.slug ?? null }, date);
  const active = page.services.filter(({ status }) => status === "active");
  const firstDay = daysBetween(first, today) > 0 ? today : first;
  const titles = new Map(page.services.map(({ id, title }) => [id, title]));
  const { until, total, counted, next, paged } = page.waiting;
  // Within one week the weekday is enough.
  const label = until === null ? weekdayTimeLabel : momentLabel;
  return {
    mayChange: may(operator, "change_time"),
    mayAdd: may(operator, "add_callers"),
    zone: zoneLabel(timeZone, now),
    span,
    title: `${span === "day" ? localDayLabel(first) : `${localDateLabel(first)} — ${localDateLabel(last)}`}${year}`,
    previous: at(addLocalDays(first, -page.days.length)),
    current: today >= first && today <= last ? null : at(today),
    next: at(addLocalDays(last, 1)),
    week: span === "day" ? at(first, "week") : null,
    service: service && { title: service.title, allHref: timeHref({ span, serviceSlug: null }, first) },
    serviceUnknown: page.service === "unknown",
    firstDay,
    dates: { min: today, max: addLocalDays(today, OPENS_AHEAD_DAYS) },
    days: page.days.map(({ date, slots }) => ({
      date,
      label: localDayLabel(date),
      href: span === "week" ? at(date, "day") : null,
      today: date === today,
      slots: slots.map((slot) => ({
        id: slot.id,
        time: `${timeLabel(slot.startsAt, timeZone)}–${timeLabel(slot.endsAt, timeZone)}`,
        service: servicesLabel(slot, titles, timeCopy.anyService),
        status: slot.status,
        state: stateOf(slot, page),
        toOffer: isNobodys(slot.state),
        past: slot.startsAt <= now,
        notes: notesOf(slot, page),
      })),
    })),
    services: active.map(({ id, title, durationMinutes }) => ({ id, title, minutes: durationMinutes })),
    anyMinutes: Math.max(0, ...active.map(({ durationMinutes }) => durationMinutes)),
    lastDay: addLocalDays(firstDay, USUAL_DAYS - 1),
    hasFree: page.hasFree,
    waiting: {
      lead: until === null ? timeCopy.waiting.lead : timeCopy.waiting.leadUntil(localDateLabel(until)),
      total: timeCopy.waiting.total(total, counted),
      firstHref: paged ? waitingHref(at(first), until, null) : null,
      nextHref: next ? waitingHref(at(first), until, next) : null,
      requests: page.waiting.requests.map((request) => ({
        id: request.id,
        since: dateLabel(request.createdAt, timeZone),
        service: request.serviceTitle,
        window: request.preferredTimeWindow,
        method: request.preferredContactMethod,
        answered: request.status === "contacted",
        suits: suitsOf(request.slots.map(({ startsAt }) => label(startsAt, timeZone))),
      })),
    },
  };
}

function notesOf(slot: TimeOverview["days"][number]["slots"][number], { services, now }: TimeOverview): string[] {
  if (slot.status === "blocked" || slot.startsAt <= now) return [];
  const of = servicesOfSlot(slot);
  const offered = services.filter(({ id, status }) => status === "active" && (of.length === 0 || of.includes(id)));
  if (offered.length === 0) return [timeCopy.archived];
  return isBeyondHorizon(slot, now) ? [timeCopy.beyond] : [];
}

function stateOf({ state, blockedFor }: TimeOverview["days"][number]["slots"][number], page: TimeOverview): StateLabel {
  const label = stateLabel(state, page);
  if (state.kind !== "blocked" || blockedFor === null) return label;
  return { ...label, label: timeCopy.blockedFor(timeCopy.reasons[blockedFor]) };
}

function suitsOf(times: string[]): string[] {
  const more = times.length - SUITS_NAMED;
  return more > 0 ? [...times.slice(0, SUITS_NAMED), timeCopy.waiting.moreTimes(more)] : times;
}

/** Why a slot was not changed, and the last change of it. */
export function refusalWords(
  { reason, by, timeZone }: Extract<ChangeSlotOutcome, { status: "refused" }>,
  operator: Operator,
): string[] {
  const told = by && (reason === "already" || reason === "gone") ? [wordsOfAct(by, timeZone, operator)] : [];
  return [timeCopy.refusals[reason], ...told];
}

/** `toOffer`: nobody has the hour, so that it can be offered. */
export type SlotView = {
  id: string;
  time: string;
  service: string;
  status: SlotStatus;
  state: StateLabel;
  toOffer: boolean;
  past: boolean;
  /** Why strangers do not see it although it is free. */
  notes: string[];
};

export type TimeView = {
  mayChange: boolean;
  /** Somebody who called can be booked. */
  mayAdd: boolean;
  zone: string;
  span: "week" | "day";
  title: string;
  /** Addresses of the previous, present and next range. */
  previous: string;
  /** `null`: it is the shown one. */
  current: string | null;
  next: string;
  /** For a day, the week around it. */
  week: string | null;
  /** Only slots that suit the service are shown. */
  service: { title: string; allHref: string } | null;
  serviceUnknown: boolean;
  /** The first shown day, or today when that is past. */
  firstDay: LocalDate;
  dates: { min: LocalDate; max: LocalDate };
  days: { date: LocalDate; label: string; href: string | null; today: boolean; slots: SlotView[] }[];
  services: { id: string; title: string; minutes: number }[];
  /** How long an hour for any service lasts. */
  anyMinutes: number;
  /** The last day of the form that nobody has filled in. */
  lastDay: LocalDate;
  hasFree: boolean;
  waiting: WaitingProps;
};

export type WaitingRow = {
  id: string;
  since: string;
  service: string;
  window: TimeWindow;
  method: ContactMethod;
  answered: boolean;
  /** The suitable times in words. */
  suits: string[];
};

export type WaitingProps = {
  requests: WaitingRow[];
  /** The free slots concerned, and how many people wait for them, in words. */
  lead: string;
  total: string;
  firstHref: string | null;
  nextHref: string | null;
};
