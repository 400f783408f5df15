import { gainTime } from "#app/application/offers/filling/gain-time.ts";
import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import type { Caller } from "#app/domain/offers/callers/caller.ts";
import type { ErasureReason } from "#app/domain/retention.ts";

/**
 * Destroys a caller who has not consented, with the mail to them, and frees their hour, whose next step begins. Runs in the transaction
 * of its caller, which holds the row.
 */
export async function destroyCaller(
  repositories: Repositories,
  parts: OfferParts,
  { id }: Pick<Caller, "id">,
  reason: ErasureReason,
): Promise<void> {
  const { callers, bookings, line, retention, jobs } = repositories;
  const kept = await bookings.ofCaller(id);
  const slot = kept && (await line.holdSlot(kept.slotId));
  if (!(await callers.remove(id))) return;
  const erasure = { id: parts.ids.uuid(), waitlistRequestId: id, reason, destroyed: { callers: 1 } };
  await retention.record([{ ...erasure, erasedAt: parts.clock() }]);
  await jobs.enqueue([{ name: "destroy-mails", data: { requestId: id, reason } }]);
  if (!slot) return;
  const others = (await bookings.ofSlot(slot.id)).some(({ state }) => state !== "cancelled");
  if (!others) await gainTime(repositories, parts, [slot]);
}
