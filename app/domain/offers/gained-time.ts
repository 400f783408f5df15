import { noticeBegins } from "./free-time.ts";
import { HOUR_MS, isAutomatic, MINUTE_MS } from "./settings.ts";
import type { Booking, Filling, OfferedSlot, OfferSettings } from "./types.ts";

/** An hour that no operator decided on becomes public so long after it was gained, or so long before its start. */
const PUBLIC_AFTER_HOURS = 24;
const PUBLIC_BEFORE_HOURS = 48;

type Begun = Pick<Filling, "mode" | "startsAt" | "keepsUntil" | "startedBy">;
/** `filling`: write it as `scheduled`. `public`: strangers see the hour at once. */
export type Gained = { kind: "public" } | { kind: "filling"; filling: Begun };

/**
 * What happens when time was gained: opened, unblocked, moved, a booking cancelled, no longer covered by the calendar.
 * `somebodyFits`: the slot suits somebody on the list who is not skipped permanently.
 */
export function gainedTime(
  slot: Pick<OfferedSlot, "serviceId" | "startsAt">,
  somebodyFits: boolean,
  settings: OfferSettings,
  now: Date,
): Gained {
  const notice = noticeBegins(slot.startsAt, settings);
  if (!somebodyFits || notice <= now) return { kind: "public" };
  if (isAutomatic(settings, slot.serviceId)) {
    const startsAt = new Date(now.getTime() + settings.undoDelayMinutes * MINUTE_MS);
    const keepsUntil = settings.listFirst ? notice : now;
    return { kind: "filling", filling: { mode: "automatic", startsAt, keepsUntil, startedBy: null } };
  }
  const ends = [
    now.getTime() + PUBLIC_AFTER_HOURS * HOUR_MS,
    slot.startsAt.getTime() - PUBLIC_BEFORE_HOURS * HOUR_MS,
    notice.getTime(),
  ];
  const keepsUntil = new Date(Math.min(...ends));
  if (!settings.listFirst || keepsUntil <= now) return { kind: "public" };
  return { kind: "filling", filling: { mode: "manual", startsAt: now, keepsUntil, startedBy: null } };
}

/** The operator pressed «Предложить листу». Takes the place of a filling that waited for this decision. */
export function offeredByHand(
  slot: Pick<OfferedSlot, "startsAt">,
  operatorId: string,
  settings: OfferSettings,
  now: Date,
): Begun {
  const keepsUntil = noticeBegins(slot.startsAt, settings);
  return { mode: "manual", startsAt: now, keepsUntil, startedBy: operatorId };
}

/** `cancelled`: the hour is gained time again; the person is asked whether to return to the list, at their original place. */
export type Cancelling =
  | { kind: "cancelled"; booking: Booking }
  /** Later than the minimum notice before the start, only the operator cancels. */
  | { kind: "too_late" }
  | { kind: "already" };

export function cancelBooking(
  booking: Booking,
  by: "person" | "operator",
  slot: Pick<OfferedSlot, "startsAt">,
  settings: OfferSettings,
  now: Date,
): Cancelling {
  if (booking.state === "cancelled") return { kind: "already" };
  const until = by === "operator" ? slot.startsAt : noticeBegins(slot.startsAt, settings);
  if (until <= now) return { kind: "too_late" };
  return { kind: "cancelled", booking: { ...booking, state: "cancelled", cancelledAt: now, cancelledBy: by } };
}
