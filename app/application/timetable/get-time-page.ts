import type { Clock } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { WaitingPlace, WaitingRequest } from "#app/application/ports/timetable.ts";
import type { KeptService, Slot } from "#app/domain/timetable/availability.ts";
import {
  addLocalDays,
  type LocalDate,
  localDateOf,
  mondayOf,
  startOfLocalDate,
} from "#app/domain/timetable/local-time.ts";
import { OPENS_AHEAD_DAYS, timeWindowsAt } from "#app/domain/timetable/slot-plan.ts";

/** On one page. */
const WAITING_SHOWN = 20;
/** Where counting them all ends. */
const WAITING_COUNTED = 1_000;

/** A week or a day of it; without a date today's or, of a service, that of its next free time. */
export type AskedTime = {
  span: "week" | "day";
  date: LocalDate | null;
  serviceSlug: string | null;
  /** Who waits is looked for as far as this day: whoever opened time for months sees who waits for any of it. */
  until: LocalDate | null;
  /** Those who wait are shown from behind this one. */
  after: WaitingPlace | null;
};

export type TimeOverview = {
  timeZone: string;
  now: Date;
  today: LocalDate;
  span: AskedTime["span"];
  /** Only time that suits it is shown. `unknown`: there is no such service, and all time is shown. */
  service: KeptService | "unknown" | null;
  days: { date: LocalDate; slots: Slot[] }[];
  services: KeptService[];
  /** There is free time in what is shown, or until the day that was asked for. */
  hasFree: boolean;
  /** Who waits for that time, longest first. `total`: all of them, counted as far as `counted`. */
  waiting: {
    requests: (WaitingRequest & { slots: Slot[] })[];
    total: number;
    counted: number;
    next: WaitingPlace | null;
    /** The last day whose time is looked at, where that is not the last that is shown. */
    until: LocalDate | null;
    /** Who is shown is behind others. */
    paged: boolean;
  };
};

/** A piece of the practice's time, in its time zone, and who waits for what is free in it. */
export class GetTimePageQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute({ span, date, serviceSlug, until, after }: AskedTime): Promise<TimeOverview> {
    const now = this.#parts.clock();
    return this.#parts.database.transaction(async (repositories) => {
      const { practice, slots, services } = repositories;
      const { timeZone } = await practice.settings();
      const today = localDateOf(now, timeZone);
      const kept = await services.list(0);
      const asked = serviceSlug === null ? null : (kept.find(({ slug }) => slug === serviceSlug) ?? "unknown");
      const service = asked === "unknown" ? null : asked;
      const next = service && date === null ? await slots.nextFree(service.id, now) : null;
      const day = date ?? (next ? localDateOf(next, timeZone) : today);
      const first = span === "week" ? mondayOf(day) : day;
      const dates = Array.from({ length: span === "week" ? 7 : 1 }, (_, index) => addLocalDays(first, index));
      const from = startOfLocalDate(first, timeZone);
      const last = addLocalDays(first, dates.length - 1);
      const furthest = earlier(until, addLocalDays(today, OPENS_AHEAD_DAYS));
      const further = furthest !== null && furthest > last ? furthest : null;
      const end = startOfLocalDate(addLocalDays(further ?? last, 1), timeZone);
      const suiting = (await slots.between(from, end)).filter(
        ({ startsAt, serviceId }) =>
          startsAt >= from && startsAt < end && (!service || serviceId === null || serviceId === service.id),
      );
      const free = suiting.filter(({ status, startsAt }) => status === "available" && startsAt > now);
      const offered = service ? [service] : kept.filter(({ status }) => status === "active");
      return {
        timeZone,
        now,
        today,
        span,
        service: asked,
        days: dates.map((each) => ({
          date: each,
          slots: suiting.filter(({ startsAt }) => localDateOf(startsAt, timeZone) === each),
        })),
        services: kept,
        hasFree: free.length > 0,
        waiting: { ...(await waitingFor(repositories, { free, offered, timeZone, after })), until: further },
      };
    });
  }
}

const earlier = (date: LocalDate | null, limit: LocalDate) => (date !== null && date > limit ? limit : date);

type Free = { free: Slot[]; offered: KeptService[]; timeZone: string; after: WaitingPlace | null };

async function waitingFor({ waiting }: Repositories, given: Free): Promise<Omit<TimeOverview["waiting"], "until">> {
  const { free, offered, timeZone, after } = given;
  const wanted = free.flatMap((slot) =>
    (slot.serviceId === null ? offered.map(({ id }) => id) : [slot.serviceId]).flatMap((serviceId) =>
      timeWindowsAt(slot.startsAt, timeZone).map((window) => ({ serviceId, window, slot })),
    ),
  );
  const found = await waiting.longest(wanted, after, WAITING_SHOWN + 1);
  const requests = found.slice(0, WAITING_SHOWN).map((request) => {
    const suits = wanted.filter(
      ({ serviceId, window }) => serviceId === request.serviceId && window === request.preferredTimeWindow,
    );
    return { ...request, slots: suits.map(({ slot }) => slot) };
  });
  return {
    requests,
    total: await waiting.count(wanted, WAITING_COUNTED),
    counted: WAITING_COUNTED,
    next: found.length > WAITING_SHOWN ? (requests.at(-1) ?? null) : null,
    paged: after !== null,
  };
}
