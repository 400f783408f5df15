import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import { isAwaited } from "#app/domain/offers/callers/caller.ts";
import type { Service } from "#app/domain/timetable/availability.ts";

export type AskedConsent = {
  service: Service;
  /** The hour that is kept; `null`: the list. */
  startsAt: Date | null;
  timeZone: string;
  /** Until when consent is awaited. */
  until: Date;
};

/** What a caller is asked. Reads only: mail scanners open every link. */
export class GetConsentPageQuery {
  readonly #parts: { database: Database; links: PrivateLinks; clock: Clock };

  constructor(parts: { database: Database; links: PrivateLinks; clock: Clock }) {
    this.#parts = parts;
  }

  /** `null` for wrong, old and foreign links alike. */
  execute(token: string): Promise<AskedConsent | null> {
    const { database, links, clock } = this.#parts;
    return database.transaction(async ({ callers, bookings, line, practice, services }) => {
      const caller = await callers.findByTokenHash(links.hash(token));
      if (!caller || !isAwaited(caller, clock())) return null;
      const service = (await services.list(0)).find(({ id }) => id === caller.serviceId);
      if (service?.status !== "active") return null;
      const kept = await bookings.ofCaller(caller.id);
      const slot = kept?.state === "consent" ? await line.findSlot(kept.slotId) : null;
      const { timeZone } = await practice.settings();
      return { service, startsAt: slot?.startsAt ?? null, timeZone, until: caller.askedUntil };
    });
  }
}
