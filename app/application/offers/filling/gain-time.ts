import type { Repositories } from "#app/application/ports/database.ts";
import { gainedTime } from "#app/domain/offers/gained-time.ts";
import type { OfferedSlot } from "#app/domain/offers/types.ts";
import type { OfferParts } from "../offer-journal.ts";

/**
 * Time was gained: opened, unblocked, moved to, a booking cancelled, no longer covered by the calendar. Each slot that somebody on the
 * list could take gets a filling, or stays public by the rules. Runs in the transaction that gains the time, so that no stranger sees
 * the slot in between. A slot with a live filling keeps it, and its next step is taken.
 */
export async function gainTime(
  { line, fillings, offerRules, jobs }: Repositories,
  { ids, clock }: OfferParts,
  slots: readonly OfferedSlot[],
): Promise<void> {
  const now = clock();
  const gained = slots.filter(({ status, startsAt }) => status === "available" && startsAt > now);
  if (gained.length === 0) return;
  const rules = await offerRules.rules();
  const fits = await line.somebodyFits(gained, rules);
  const live = await fillings.liveOfAll(gained.map(({ id }) => id));
  const kept = new Set(live.flatMap(({ slotId, seriesSlotIds }) => [slotId, ...seriesSlotIds]));
  const begun = gained.flatMap((slot) => {
    const answer = gainedTime(slot, fits.get(slot.id) ?? false, rules.settings, now);
    if (kept.has(slot.id) || answer.kind === "public") return [];
    const { mode, startsAt, keepsUntil } = answer.filling;
    const wakesAt = mode === "manual" ? keepsUntil : startsAt;
    const filling = { id: ids.uuid(), slotId: slot.id, seriesSlotIds: [], state: "scheduled" as const, createdAt: now };
    return [{ ...filling, ...answer.filling, wakesAt }];
  });
  const added = await fillings.add(begun);
  await jobs.enqueue([
    ...live.map(({ id: fillingId }) => ({ name: "advance-filling" as const, data: { fillingId } })),
    ...begun.filter(({ id }) => added.has(id)).map(wakeUp),
  ]);
}

/** The job of a filling's next step. */
export const wakeUp = ({ id: fillingId, wakesAt: startAfter }: { id: string; wakesAt: Date }) => ({
  name: "advance-filling" as const,
  data: { fillingId },
  startAfter,
});
