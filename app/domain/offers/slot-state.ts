import type { Slot } from "#app/domain/timetable/availability.ts";
import { type Holders, isLive, noticeBegins } from "./free-time.ts";
import { isUndecided } from "./next-step.ts";
import type { OfferSettings } from "./types.ts";

/** What an hour is for the practice. `until`: when the state ends if nobody acts. */
export type SlotState =
  | { kind: "past" }
  | { kind: "blocked" }
  | { kind: "booked"; requestId: string; bookingId: string }
  /** A visitor asked for this hour; the practice has the word. */
  | { kind: "asked"; requestId: string; bookingId: string; until: Date }
  /** Kept for a caller whose consent is awaited. */
  | { kind: "consent"; until: Date }
  | { kind: "offered"; until: Date; people: number }
  /** Hidden from strangers, and nobody has an offer: the operator is asked, or the list comes first. */
  | { kind: "hidden"; until: Date; undecided: boolean }
  /** Nearer to its start than the minimum notice: strangers do not see it. */
  | { kind: "near" }
  | { kind: "free" };

type Shown = Pick<Slot, "id" | "status" | "startsAt">;

/** The state of a slot, with rows of any slots. Agrees with `isFree`: `free` is what strangers see. */
export function slotStateOf(slot: Shown, holders: Holders, settings: OfferSettings, now: Date): SlotState {
  if (slot.startsAt <= now) return { kind: "past" };
  for (const { slotId, requestId, id: bookingId, state, askedUntil } of holders.bookings) {
    if (slotId !== slot.id) continue;
    if (state === "booked") return { kind: "booked", requestId, bookingId };
    if (state === "asked" && askedUntil && askedUntil > now)
      return { kind: "asked", requestId, bookingId, until: askedUntil };
    if (state === "consent" && askedUntil && askedUntil > now) return { kind: "consent", until: askedUntil };
  }
  if (slot.status === "blocked") return { kind: "blocked" };
  const fillings = holders.fillings.filter(
    (filling) => isLive(filling) && (filling.slotId === slot.id || filling.seriesSlotIds.includes(slot.id)),
  );
  const open = holders.offers.filter(
    ({ status, slotId, fillingId, holdsUntil }) =>
      status === "open" && holdsUntil > now && (slotId === slot.id || fillings.some(({ id }) => id === fillingId)),
  );
  if (open.length > 0)
    return { kind: "offered", until: latest(open.map(({ holdsUntil }) => holdsUntil)), people: open.length };
  const keeping = fillings.filter(({ keepsUntil }) => keepsUntil > now);
  if (keeping.length > 0)
    return {
      kind: "hidden",
      until: latest(keeping.map(({ keepsUntil }) => keepsUntil)),
      undecided: keeping.every(isUndecided),
    };
  return { kind: noticeBegins(slot.startsAt, settings) <= now ? "near" : "free" };
}

const latest = (instants: Date[]) => new Date(Math.max(...instants.map((each) => each.getTime())));
