import { DEFAULT_OFFER_SETTINGS } from "#app/domain/offers/settings.ts";
import type { Booking, Candidate, Filling, Offer, OfferedSlot, Rules } from "#app/domain/offers/types.ts";

export const MOSCOW: Rules = { settings: DEFAULT_OFFER_SETTINGS, timeZone: "Europe/Moscow" };

/** A moment on the clocks of Moscow, which never change: `2026-11-30 18:00`. */
export const moscow = (face: string) => new Date(`${face.replace(" ", "T")}:00+03:00`);

const HOUR_MS = 60 * 60 * 1000;

export function aSlot(startsAt: Date, more: Partial<OfferedSlot> = {}): OfferedSlot {
  const endsAt = new Date(startsAt.getTime() + HOUR_MS);
  const of = { serviceId: "service", otherServiceIds: [] };
  return { id: "slot", ...of, startsAt, endsAt, status: "available", format: null, ...more };
}

export function aFilling(now: Date, more: Partial<Filling> = {}): Filling {
  return {
    id: "filling",
    slotId: "slot",
    seriesSlotIds: [],
    mode: "automatic",
    state: "scheduled",
    startsAt: now,
    keepsUntil: new Date(now.getTime() + 30 * 24 * HOUR_MS),
    startedBy: null,
    createdAt: now,
    ...more,
  };
}

export function anOffer(offeredAt: Date, holdsUntil: Date, more: Partial<Offer> = {}): Offer {
  return {
    id: "offer",
    fillingId: "filling",
    slotId: "slot",
    requestId: "person",
    round: 1,
    channel: "email",
    status: "open",
    offeredAt,
    sentAt: offeredAt,
    calledAt: null,
    holdsUntil,
    extendedAt: null,
    answeredAt: null,
    lateYesAt: null,
    declineReason: null,
    ...more,
  };
}

export function aBooking(more: Partial<Booking> = {}): Booking {
  return {
    id: "booking",
    slotId: "slot",
    requestId: "person",
    offerId: null,
    state: "booked",
    askedUntil: null,
    bookedAt: null,
    cancelledAt: null,
    cancelledBy: null,
    ...more,
  };
}

type More = Partial<Omit<Candidate, "request">> & { request?: Partial<Candidate["request"]> };

/** Somebody with e-mail whom any time suits. */
export function aCandidate(id: string, createdAt: Date, { request, ...more }: More = {}): Candidate {
  return {
    request: {
      id,
      serviceId: "service",
      preferredTimeWindow: "any",
      status: "new",
      createdAt,
      pausedAt: null,
      quarantinedAt: null,
      leaveRequestedAt: null,
      ...request,
    },
    channel: "email",
    format: null,
    durationMinutes: 50,
    mayBeWritten: true,
    busyUntil: null,
    offersThisWeek: 0,
    askedToWaitAt: null,
    putFirstAt: null,
    lostRound: false,
    ...more,
  };
}

/** A line of so many people, `p1` the longest. */
export function aLine(count: number, from: Date): Candidate[] {
  return Array.from({ length: count }, (_, index) => aCandidate(`p${index + 1}`, new Date(from.getTime() + index)));
}
