import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";

const READ = 1_000;

/** `over`: it arrived meanwhile, somebody else told the person, or nothing is left to tell. */
export type ToldOutcome = { status: "done" } | { status: "over" };

/** An operator told a person by other means what no channel had delivered. */
export class ToldOtherwiseUseCase {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute({ operatorId, deliveryId }: { operatorId: string; deliveryId: string }): Promise<ToldOutcome> {
    const { database, clock } = this.#parts;
    return database.transaction<ToldOutcome>(async ({ deliveries, waitlistRequests, deskAudit }) => {
      const at = clock();
      const find = async () => (await deliveries.undelivered(at, READ)).find(({ id }) => id === deliveryId);
      const seen = await find();
      if (!seen) return { status: "over" };
      // Read again under the lock: of two presses one acts.
      await waitlistRequests.hold(seen.requestId);
      const { requestId, about } = (await find()) ?? {};
      if (requestId === undefined || about === undefined) return { status: "over" };
      await deskAudit.record({
        operatorId,
        action: "told",
        subject: { kind: "request", id: requestId },
        at,
        details: { about },
      });
      return { status: "done" };
    });
  }
}
