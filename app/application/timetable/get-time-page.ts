import { isNobodys } from "#app/application/offers/desk/get-slot-offers.ts";
import type { Clock } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { WaitingPlace, WaitingRequest } from "#app/application/ports/timetable.ts";
import { type SlotState, slotStateOf } from "#app/domain/offers/slot-state.ts";
import { isForService, type KeptService, type Slot, servicesOfSlot } from "#app/domain/timetable/availability.ts";
import {
  addLocalDays,
  type LocalDate,
  localDateOf,
  mondayOf,
  startOfLocalDate,
} from "#app/domain/timetable/local-time.ts";
import { OPENS_AHEAD_DAYS, timeWindowsAt } from "#app/domain/timetable/slot-plan.ts";
import type { KeptSlot } from "#app/domain/timetable/timetable-change.ts";

/** On one page. */
const WAITING_SHOWN = 20;
/** The limit for counting all of them. */
const WAITING_COUNTED = 1_000;

/** A week or a day of the timetable; without a date today's or, for a service, that of its next free slot. */
export type AskedTime = {
  span: "week" | "day";
  date: LocalDate | null;
  serviceSlug: string | null;
  /** Waiting people are matched up to this day, so that slots opened for months show all who suit any of them. */
  until: LocalDate | null;
  /** The list of waiting people begins after this position. */
  after: WaitingPlace | null;
};

export type TimeOverview = {
  timeZone: string;
  now: Date;
  today: LocalDate;
  span: AskedTime["span"];
  /** Only slots that suit the service are shown. `unknown`: no such service, so all slots are shown. */
  service: KeptService | "unknown" | null;
  days: { date: LocalDate; slots: (KeptSlot & { state: SlotState })[] }[];
  services: KeptService[];
  /** There is a free slot in the shown range, or up to the requested day. */
  hasFree: boolean;
  /** Who waits for these slots, longest first. `total`: all of them, counted up to `counted`. */
  waiting: {
    requests: (WaitingRequest & { slots: Slot[] })[];
    total: number;
    counted: number;
    next: WaitingPlace | null;
    /** The last day whose slots are matched, if it is not the last shown. */
    until: LocalDate | null;
    /** The shown people are not the first. */
    paged: boolean;
  };
};

/** The practice's slots in its time zone, and the people who wait for the free ones. */
export class GetTimePageQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute({ span, date, serviceSlug, until, after }: AskedTime): Promise<TimeOverview> {
    const now = this.#parts.clock();
    return this.#parts.database.transaction(async (repositories) => {
      const { practice, slots, services, offersDesk, offerRules } = repositories;
      const { timeZone } = await practice.settings();
      const today = localDateOf(now, timeZone);
      const kept = await services.list(0);
      const asked = serviceSlug === null ? null : (kept.find(({ slug }) => slug === serviceSlug) ?? "unknown");
      const service = asked === "unknown" ? null : asked;
      const next = service && date === null ? await slots.nextFree(service, now) : null;
      const day = date ?? (next ? localDateOf(next, timeZone) : today);
      const first = span === "week" ? mondayOf(day) : day;
      const dates = Array.from({ length: span === "week" ? 7 : 1 }, (_, index) => addLocalDays(first, index));
      const from = startOfLocalDate(first, timeZone);
      const last = addLocalDays(first, dates.length - 1);
      const furthest = earlier(until, addLocalDays(today, OPENS_AHEAD_DAYS));
      const further = furthest !== null && furthest > last ? furthest : null;
      const end = startOfLocalDate(addLocalDays(further ?? last, 1), timeZone);
      const suiting = (await slots.between(from, end)).filter(
        (slot) => slot.startsAt >= from && slot.startsAt < end && (!service || isForService(slot, service.id)),
      );
      const { settings } = await offerRules.rules();
      const holders = await offersDesk.holdersOf(suiting.map(({ id }) => id));
      const known = suiting.map((slot) => ({ ...slot, state: slotStateOf(slot, holders, settings, now) }));
      const free = known.filter(({ state }) => isNobodys(state));
      const offered = service ? [service] : kept.filter(({ status }) => status === "active");
      return {
        timeZone,
        now,
        today,
        span,
        service: asked,
        days: dates.map((each) => ({
          date: each,
          slots: known.filter(({ startsAt }) => localDateOf(startsAt, timeZone) === each),
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
    (slot.serviceId === null ? offered.map(({ id }) => id) : servicesOfSlot(slot)).flatMap((serviceId) =>
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
