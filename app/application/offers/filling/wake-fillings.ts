import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";

/** A job that is overdue by this long has failed for good or was lost. */
const OVERDUE_MS = 15 * 60 * 1000;
const AT_ONCE = 1_000;

/** Enqueues overdue steps again every hour, so that a lost job stops no filling and leaves no ask without its end. */
export class WakeFillingsUseCase {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  async execute(): Promise<void> {
    const before = new Date(this.#parts.clock().getTime() - OVERDUE_MS);
    await this.#parts.database.transaction(async ({ fillings, bookings, jobs }) => {
      const overdue = await fillings.overdue(before, AT_ONCE);
      await jobs.enqueue(overdue.map((fillingId) => ({ name: "advance-filling", data: { fillingId } })));
      const asks = await bookings.overdueAsks(before, AT_ONCE);
      await jobs.enqueue(asks.map((bookingId) => ({ name: "end-ask", data: { bookingId } })));
    });
  }
}
