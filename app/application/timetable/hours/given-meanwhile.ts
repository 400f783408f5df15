import type { Repositories } from "#app/application/ports/database.ts";
import { hasLapsed } from "#app/domain/offers/asked-hour.ts";
import type { LeftReason } from "#app/domain/timetable/timetable-change.ts";

type Given = { slotId: string; operatorId: string; now: Date };

/**
 * Why a held slot, free after this operator's change, is not to be taken back: somebody has or asks for it, or another operator gives it to
 * the list. `null`: the operator's own offers, and those that go out by themselves, end with the change that they came from.
 */
export async function givenMeanwhile(
  { bookings, fillings }: Repositories,
  { slotId, operatorId, now }: Given,
): Promise<LeftReason | null> {
  for (const booking of await bookings.ofSlot(slotId))
    if (booking.state !== "cancelled" && !hasLapsed(booking, now)) return booking.state;
  // The change ended what was live before it.
  const live = await fillings.liveOf(slotId);
  return live.some(({ startedBy }) => startedBy !== null && startedBy !== operatorId) ? "offered" : null;
}
