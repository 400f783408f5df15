import type { Slot } from "#app/domain/timetable/availability.ts";
import { HOUR_MS } from "./settings.ts";
import type { Booking, Filling, FillingState, Offer, OfferSettings } from "./types.ts";

/** Rows of any slots. Ended rows change nothing. */
export type Holders = {
  fillings: readonly Filling[];
  offers: readonly Offer[];
  bookings: readonly Booking[];
};

/** Whether strangers see the slot as free, and until when this stays true if no row changes. `null`: for ever. */
export type FreeAnswer = { free: boolean; until: Date | null };

/** Fillings in one of these states keep their slot, and no other filling of the slot may begin. */
const LIVE_STATES = ["scheduled", "offering", "calling"] as const satisfies readonly FillingState[];
export const isLive = ({ state }: Filling): boolean => LIVE_STATES.some((live) => live === state);

/** It keeps the slot for somebody until `askedUntil`, and is not their booking yet. */
export const isHold = ({ state }: Pick<Booking, "state">): boolean => state === "asked" || state === "consent";

/** From this instant on nobody sees or takes the hour without the practice. */
export function noticeBegins(startsAt: Date, { minimumNoticeHours }: OfferSettings): Date {
  return new Date(startsAt.getTime() - minimumNoticeHours * HOUR_MS);
}

/** A hold is a row with an end: it expires without any job. */
export function isFree(
  slot: Pick<Slot, "id" | "status" | "startsAt">,
  holders: Holders,
  settings: OfferSettings,
  now: Date,
): FreeAnswer {
  const closes = noticeBegins(slot.startsAt, settings);
  const bookings = holders.bookings.filter(({ slotId }) => slotId === slot.id);
  const booked = bookings.some(({ state }) => state === "booked");
  if (slot.status !== "available" || booked || closes <= now) return { free: false, until: null };

  const fillings = holders.fillings.filter((filling) => isLive(filling) && covers(filling, slot.id));
  const offers = holders.offers.filter(
    ({ status, slotId, fillingId }) =>
      status === "open" && (slotId === slot.id || fillings.some(({ id }) => id === fillingId)),
  );
  const ends = [
    ...fillings.map(({ keepsUntil }) => keepsUntil),
    ...offers.map(({ holdsUntil }) => holdsUntil),
    ...bookings.filter(isHold).flatMap(({ askedUntil }) => askedUntil ?? []),
  ];
  const last = new Date(Math.max(now.getTime(), ...ends.map((end) => end.getTime())));
  if (last <= now) return { free: true, until: closes };
  return { free: false, until: last < closes ? last : null };
}

const covers = ({ slotId, seriesSlotIds }: Filling, id: string) => slotId === id || seriesSlotIds.includes(id);
