import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import { slotOrService } from "./ask-consent.ts";
import { destroyCaller } from "./destroy-caller.ts";

type Parts = OfferParts & { database: Database; links: PrivateLinks; timetable: TimetableMemory };

/** A caller wants to be forgotten, or the operator gives the hour up. The contact is destroyed at once. */
export class GiveUpCallerUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** By the link. Says nothing of whether it was known: afterwards nothing is stored by it in any case. */
  async refuse(token: string): Promise<void> {
    const { database, links, timetable } = this.#parts;
    await database.transaction(async (repositories) => {
      const found = await repositories.callers.findByTokenHash(links.hash(token));
      const caller = found && (await repositories.callers.hold(found.id));
      if (caller && caller.requestId === null) await destroyCaller(repositories, this.#parts, caller, "requested");
    });
    timetable.invalidate();
  }

  /** `over`: they consented, refused or were destroyed before. Nothing was written. */
  async byOperator({ operatorId, callerId }: { operatorId: string; callerId: string }): Promise<"done" | "over"> {
    const { database, timetable, clock } = this.#parts;
    const outcome = await database.transaction(async (repositories) => {
      const { callers, bookings, line, deskAudit } = repositories;
      const caller = await callers.hold(callerId);
      if (caller?.requestId !== null) return "over";
      const kept = await bookings.ofCaller(callerId);
      const about = slotOrService(kept && (await line.findSlot(kept.slotId)), caller.serviceId);
      await destroyCaller(repositories, this.#parts, caller, "requested");
      await deskAudit.record({ operatorId, action: "caller_given_up", at: clock(), ...about });
      return "done";
    });
    timetable.invalidate();
    return outcome;
  }
}
