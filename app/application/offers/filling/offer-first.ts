import type { Repositories } from "#app/application/ports/database.ts";
import { gainedTime, offeredByHand } from "#app/domain/offers/gained-time.ts";
import { MINUTE_MS } from "#app/domain/offers/settings.ts";
import type { OfferedSlot } from "#app/domain/offers/types.ts";
import type { OfferParts } from "../offer-journal.ts";
import { wakeUp } from "./gain-time.ts";

/**
 * The operator opened hours for the list first: nobody else sees them until the list had its turn, whatever the settings say. Offering begins
 * after the undo delay. An hour that suits nobody on the list is public. Runs in the transaction that opens them.
 */
export async function offerFirst(
  { line, fillings, offerRules, jobs }: Repositories,
  { ids, clock }: OfferParts,
  { slots, operatorId }: { slots: readonly OfferedSlot[]; operatorId: string },
): Promise<void> {
  const now = clock();
  const rules = await offerRules.rules();
  const fits = await line.somebodyFits(slots, rules);
  const always = { ...rules.settings, automatic: true, automaticByService: {}, listFirst: true };
  const startsAt = new Date(now.getTime() + rules.settings.undoDelayMinutes * MINUTE_MS);
  const begun = slots
    .filter((slot) => gainedTime(slot, fits.get(slot.id) ?? false, always, now).kind !== "public")
    .map((slot) => ({
      id: ids.uuid(),
      slotId: slot.id,
      seriesSlotIds: [],
      state: "scheduled" as const,
      createdAt: now,
      ...offeredByHand(slot, operatorId, rules.settings, now),
      startsAt,
      wakesAt: startsAt,
    }));
  const added = await fillings.add(begun);
  await jobs.enqueue(begun.filter(({ id }) => added.has(id)).map(wakeUp));
}
