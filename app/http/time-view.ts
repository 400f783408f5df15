import type { ChangeSlotOutcome } from "#app/application/desk/change-slot.ts";
import type { TimePage } from "#app/application/desk/get-time-page.ts";
import type { OpenTimeOutcome } from "#app/application/desk/open-time.ts";
import { timeCopy } from "#app/copy/desk-time.ts";
import { addLocalDays, daysBetween, type LocalDate } from "#app/domain/local-time.ts";
import type { Operator } from "#app/domain/operator.ts";
import { OPENS_AHEAD_DAYS, type SlotProblem } from "#app/domain/slot-plan.ts";
import { dateLabel, shortDayLabel, timeLabel, weekdayTimeLabel, zoneLabel } from "#app/ui/dates.ts";
import type { TimeView } from "#app/ui/desk/time-page.tsx";
import { wordsOfAct } from "./act-words.ts";

const PROBLEMS_NAMED = 5;

/** The week as it is drawn. Words of dates are made here: a browser's may differ from the server's. */
export function timeView(page: TimePage, mayChange: boolean): TimeView {
  const { timeZone, now, today, monday } = page;
  const titles = new Map(page.services.map(({ id, title }) => [id, title]));
  const titleOf = (serviceId: string | null) =>
    serviceId === null ? timeCopy.anyService : (titles.get(serviceId) ?? timeCopy.anyService);
  const sunday = addLocalDays(monday, 6);
  return {
    mayChange,
    zone: zoneLabel(timeZone, now),
    week: `${localDateLabel(monday)} — ${localDateLabel(sunday)}`,
    previous: addLocalDays(monday, -7),
    current: today >= monday && today <= sunday ? null : today,
    next: addLocalDays(monday, 7),
    firstDay: daysBetween(monday, today) > 0 ? today : monday,
    dates: { min: today, max: addLocalDays(today, OPENS_AHEAD_DAYS) },
    days: page.days.map(({ date, slots }) => ({
      date,
      label: localDayLabel(date),
      today: date === today,
      slots: slots.map((slot) => ({
        id: slot.id,
        time: `${timeLabel(slot.startsAt, timeZone)}–${timeLabel(slot.endsAt, timeZone)}`,
        service: titleOf(slot.serviceId),
        status: slot.status,
        past: slot.startsAt <= now,
      })),
    })),
    services: page.services.filter(({ status }) => status === "active").map(({ id, title }) => ({ id, title })),
    hasFree: page.days.some(({ slots }) => slots.some((slot) => slot.status === "available" && slot.startsAt > now)),
    waiting: {
      more: page.waiting.more,
      requests: page.waiting.requests.map((request) => ({
        id: request.id,
        since: dateLabel(request.createdAt, timeZone),
        service: request.serviceTitle,
        window: request.preferredTimeWindow,
        method: request.preferredContactMethod,
        answered: request.status === "contacted",
        suits: request.slots.map(({ startsAt }) => weekdayTimeLabel(startsAt, timeZone)),
      })),
    },
  };
}

const noonUtc = (date: LocalDate) => new Date(`${date}T12:00:00Z`);
const localDayLabel = (date: LocalDate) => shortDayLabel(noonUtc(date), "UTC");
const localDateLabel = (date: LocalDate) => dateLabel(noonUtc(date), "UTC");

type Refused = Extract<OpenTimeOutcome, { status: "refused" }>;

/** Why nothing was opened, day by day: what stands there, and who put it there. */
export function problemWords({ problems, services, timeZone, by }: Refused, operator: Operator): string {
  const titles = new Map(services.map(({ id, title }) => [id, title]));
  const reasonOf = (problem: SlotProblem) => {
    if (problem.reason !== "overlaps") return timeCopy.problems[problem.reason];
    const { startsAt, endsAt, serviceId } = problem.standing;
    const time = `${timeLabel(startsAt, timeZone)}–${timeLabel(endsAt, timeZone)}`;
    return timeCopy.overlaps(time, (serviceId && titles.get(serviceId)) || timeCopy.anyService);
  };
  const named = problems
    .slice(0, PROBLEMS_NAMED)
    .map((problem) => timeCopy.problemOf(localDateLabel(problem.date), reasonOf(problem)));
  const refused = timeCopy.refused(named, problems.length - named.length);
  return by ? `${refused}. ${wordsOfAct(by, timeZone, operator)}` : refused;
}

/** Why a window stays as it is, and what was done to it before. */
export function refusalWords(
  { reason, by, timeZone }: Extract<ChangeSlotOutcome, { status: "refused" }>,
  operator: Operator,
): string[] {
  const told = by && (reason === "already" || reason === "gone") ? [wordsOfAct(by, timeZone, operator)] : [];
  return [timeCopy.refusals[reason], ...told];
}
