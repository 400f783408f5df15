import type { KeptService, Slot } from "#app/domain/availability.ts";
import { addLocalDays, type LocalDate, localDateOf, mondayOf, startOfLocalDate } from "#app/domain/local-time.ts";
import { timeWindowsAt } from "#app/domain/slot-plan.ts";
import type { Clock, Database } from "../ports.ts";
import type { WaitingRequest } from "./ports.ts";

/** More people than these are behind them in the queue. */
const WAITING_SHOWN = 20;

export type TimePage = {
  timeZone: string;
  now: Date;
  today: LocalDate;
  monday: LocalDate;
  days: { date: LocalDate; slots: Slot[] }[];
  services: KeptService[];
  /** Who waits for the free time of this week, longest first. */
  waiting: { requests: (WaitingRequest & { slots: Slot[] })[]; more: boolean };
};

/** A week of the practice's time, in its time zone, and who waits for what is free in it. */
export class GetTimePageQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  /** The week of that day; of today without one. */
  execute(day: LocalDate | null): Promise<TimePage> {
    const now = this.#parts.clock();
    return this.#parts.database.transaction(async ({ practice, slots, services, waiting }) => {
      const { timeZone } = await practice.settings();
      const today = localDateOf(now, timeZone);
      const monday = mondayOf(day ?? today);
      const dates = Array.from({ length: 7 }, (_, index) => addLocalDays(monday, index));
      const [from, until] = [startOfLocalDate(monday, timeZone), startOfLocalDate(addLocalDays(monday, 7), timeZone)];
      const ofWeek = (await slots.between(from, until)).filter(({ startsAt }) => startsAt >= from && startsAt < until);
      const kept = await services.list(0);

      const free = ofWeek.filter(({ status, startsAt }) => status === "available" && startsAt > now);
      const offered = kept.filter(({ status }) => status === "active").map(({ id }) => id);
      const wanted = free.flatMap((slot) =>
        (slot.serviceId === null ? offered : [slot.serviceId]).flatMap((serviceId) =>
          timeWindowsAt(slot.startsAt, timeZone).map((window) => ({ serviceId, window, slot })),
        ),
      );
      const found = await waiting.longest(wanted, WAITING_SHOWN + 1);
      const suits = (request: WaitingRequest) =>
        wanted.filter(
          ({ serviceId, window }) => serviceId === request.serviceId && window === request.preferredTimeWindow,
        );
      return {
        timeZone,
        now,
        today,
        monday,
        days: dates.map((date) => ({
          date,
          slots: ofWeek.filter(({ startsAt }) => localDateOf(startsAt, timeZone) === date),
        })),
        services: kept,
        waiting: {
          requests: found
            .slice(0, WAITING_SHOWN)
            .map((request) => ({ ...request, slots: suits(request).map(({ slot }) => slot) })),
          more: found.length > WAITING_SHOWN,
        },
      };
    });
  }
}
