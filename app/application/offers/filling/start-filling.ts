import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import { isFree } from "#app/domain/offers/free-time.ts";
import { offeredByHand } from "#app/domain/offers/gained-time.ts";
import { isUndecided } from "#app/domain/offers/next-step.ts";
import { weeklySeries } from "#app/domain/offers/recurring.ts";
import type { OfferedSlot, Rules } from "#app/domain/offers/types.ts";
import { stopFilling } from "../end-offers.ts";
import type { OfferParts } from "../offer-journal.ts";

/** Why the slot cannot be offered. `held`: another offer or filling is running. */
export type NotFree = { status: "gone" | "blocked" | "past" | "booked" | "held" };
export type StartOutcome = { status: "started"; fillingId: string } | NotFree;

type Parts = OfferParts & { database: Database; timetable: TimetableMemory };
/** `weekly`: with all later hours of the weekday and time that stand and are nobody's. */
type Start = { operatorId: string; slotId: string; weekly: boolean };

/** The operator presses «Предложить листу». Takes the place of a filling that waits for this decision or for its undo delay. */
export class StartFillingUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: Start): Promise<StartOutcome> {
    const { database, timetable } = this.#parts;
    try {
      return await database.transaction((repositories) => startFilling(repositories, this.#parts, command));
    } finally {
      timetable.invalidate();
    }
  }
}

export async function startFilling(repositories: Repositories, parts: OfferParts, start: Start): Promise<StartOutcome> {
  const { line, offerRules, fillings, jobs, deskAudit } = repositories;
  const now = parts.clock();
  const slot = await line.holdSlot(start.slotId);
  const rules = await offerRules.rules();
  const refused = await notFree(repositories, slot, rules, now);
  if (refused || !slot) return refused ?? { status: "gone" };
  for (const waiting of await fillings.liveOf(slot.id)) await stopFilling(repositories, parts, waiting);

  const later = start.weekly ? await line.openAfter(slot.startsAt) : [];
  const filling = {
    id: parts.ids.uuid(),
    slotId: slot.id,
    seriesSlotIds: weeklySeries(slot, later, rules.timeZone).map(({ id }) => id),
    state: "scheduled" as const,
    createdAt: now,
    ...offeredByHand(slot, start.operatorId, rules.settings, now),
  };
  await fillings.add([{ ...filling, wakesAt: now }]);
  await jobs.enqueue([{ name: "advance-filling", data: { fillingId: filling.id } }]);
  await deskAudit.record({
    operatorId: start.operatorId,
    action: "filling_started",
    subject: { kind: "slot", id: slot.id },
    at: now,
    details: { starts_at: slot.startsAt.toISOString() },
  });
  return { status: "started", fillingId: filling.id };
}

/** Why the slot cannot be offered or booked by the operator now; `null`: it can. A filling without offers yet is no hindrance. */
export async function notFree(
  { fillings, offers, bookings }: Repositories,
  slot: OfferedSlot | null,
  { settings }: Rules,
  now: Date,
): Promise<NotFree | null> {
  if (!slot) return { status: "gone" };
  if (slot.status !== "available") return { status: "blocked" };
  if (slot.startsAt <= now) return { status: "past" };
  const booked = (await bookings.ofSlot(slot.id)).filter(({ state }) => state !== "cancelled");
  if (booked.some(({ state }) => state === "booked")) return { status: "booked" };
  const live = await fillings.liveOf(slot.id);
  const underWay = live.filter((each) => each.slotId !== slot.id || !(isUndecided(each) || each.state === "scheduled"));
  const open = (await offers.ofSlot(slot.id)).filter(({ status }) => status === "open");
  const untilStart = { ...settings, minimumNoticeHours: 0 };
  const holders = { fillings: underWay, offers: open, bookings: booked };
  return isFree(slot, holders, untilStart, now).free ? null : { status: "held" };
}
