import type { Database } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import { endsWithSlot } from "#app/domain/offers/ends.ts";
import { stopFilling, withdrawOffer } from "../end-offers.ts";
import type { OfferParts } from "../offer-journal.ts";

export type StopOutcome = { status: "stopped" } | { status: "already" } | { status: "gone" };

type Parts = OfferParts & { database: Database; timetable: TimetableMemory };

/** The operator shows an hour to everybody: its filling stops and its offers are withdrawn, which their people are told. */
export class StopFillingUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ operatorId, slotId }: { operatorId: string; slotId: string }): Promise<StopOutcome> {
    const { database, timetable, clock } = this.#parts;
    try {
      return await database.transaction<StopOutcome>(async (repositories) => {
        const slot = await repositories.line.holdSlot(slotId);
        if (!slot) return { status: "gone" };
        const live = (await repositories.fillings.liveOf(slotId)).filter((each) => each.slotId === slotId);
        if (live.length === 0) return { status: "already" };
        for (const filling of live) await stopFilling(repositories, this.#parts, filling);
        const ends = endsWithSlot("archived", await repositories.offers.holdOfSlot(slotId), []);
        const told = { source: "admin", news: "withdrawn" } as const;
        if (ends.kind === "ends")
          for (const offer of ends.ends.withdraw) await withdrawOffer(repositories, this.#parts, { offer, slot }, told);
        const details = { starts_at: slot.startsAt.toISOString() };
        const subject = { kind: "slot", id: slotId } as const;
        await repositories.deskAudit.record({ operatorId, action: "filling_stopped", subject, at: clock(), details });
        return { status: "stopped" };
      });
    } finally {
      timetable.invalidate();
    }
  }
}
