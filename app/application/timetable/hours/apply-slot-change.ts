import { endOffersOfSlot } from "#app/application/offers/end-offers.ts";
import { gainTime } from "#app/application/offers/filling/gain-time.ts";
import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import type { KeptSlot } from "#app/domain/timetable/timetable-change.ts";

/**
 * Writes what becomes of one held slot; `null`: it is removed. Its offers end first and their people are told; free time is gained. A booked
 * hour stays as it is, and so does one that is kept for a caller. Runs in the caller's transaction.
 */
export async function applySlotChange(
  repositories: Repositories,
  parts: OfferParts,
  { before, after }: { before: KeptSlot; after: KeptSlot | null },
): Promise<"done" | "booked" | "consent"> {
  const { slots, offers, line } = repositories;
  // Opened again it has no offers yet.
  if (after?.status !== "available" || before.status === "available") {
    const end = after === null ? "removed" : after.status === "blocked" ? "blocked" : "moved";
    const ended = await endOffersOfSlot(repositories, parts, { slotId: before.id, end });
    if (ended.kind === "booked") return ended.booking.state === "consent" ? "consent" : "booked";
  }
  if (after === null) {
    await offers.keepLinksOf(before.id, parts.clock());
    await slots.remove(before.id);
    return "done";
  }
  await slots.write(after);
  const gained = after.status === "available" ? await line.findSlot(after.id) : null;
  if (gained) await gainTime(repositories, parts, [gained]);
  return "done";
}

/** Adds a slot; free time is gained. */
export async function addFreeSlot(repositories: Repositories, parts: OfferParts, slot: KeptSlot): Promise<void> {
  await repositories.slots.add([slot]);
  const gained = await repositories.line.findSlot(slot.id);
  if (gained) await gainTime(repositories, parts, [gained]);
}
