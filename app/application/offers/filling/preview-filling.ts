import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import { type InLine, lineUp } from "#app/domain/offers/candidates.ts";
import { offeredByHand } from "#app/domain/offers/gained-time.ts";
import { type Decision, nextStep } from "#app/domain/offers/next-step.ts";
import type { OfferedSlot } from "#app/domain/offers/types.ts";
import { type NotFree, notFree } from "./start-filling.ts";

/** People of the line that the preview shows. */
const SHOWN = 40;

export type FillingPreview =
  | {
      status: "preview";
      slot: OfferedSlot;
      timeZone: string;
      /** What pressing now would do; nothing was written. */
      decision: Decision;
      /** In the order in which people would be asked. */
      line: InLine[];
      /** Nobody is behind them. */
      complete: boolean;
    }
  | NotFree;

/** What «Предложить листу» would do: the same engine, and no writes. */
export class PreviewFillingQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute({ operatorId, slotId }: { operatorId: string; slotId: string }): Promise<FillingPreview> {
    const now = this.#parts.clock();
    return this.#parts.database.transaction<FillingPreview>(async (repositories) => {
      const { line, offers, bookings, offerRules } = repositories;
      const slot = await line.findSlot(slotId);
      const rules = await offerRules.rules();
      const refused = await notFree(repositories, slot, rules, now);
      if (refused || !slot) return refused ?? { status: "gone" };
      const history = { slot, offers: await offers.ofSlot(slotId), bookings: await bookings.ofSlot(slotId) };
      const begun = offeredByHand(slot, operatorId, rules.settings, now);
      const filling = { id: "", slotId, seriesSlotIds: [], state: "scheduled" as const, createdAt: now, ...begun };
      for (let limit = SHOWN; ; limit *= 4) {
        const front = await line.front(slot, rules, now, limit);
        const decision = nextStep({ ...history, filling, ...front }, rules, now);
        if (decision.step.kind === "read_on") continue;
        const lined = lineUp(front.candidates, history, rules);
        return { status: "preview", slot, timeZone: rules.timeZone, decision, line: lined, complete: front.complete };
      }
    });
  }
}
