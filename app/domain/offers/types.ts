import type { MeetingFormat, ServiceFormat, Slot } from "#app/domain/timetable/availability.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";

export const FILLING_MODES = ["manual", "automatic"] as const;
export type FillingMode = (typeof FILLING_MODES)[number];

/** The last three are final. `calling`: the offers that run are calls of the operator. */
export const FILLING_STATES = ["scheduled", "offering", "calling", "exhausted", "taken", "stopped"] as const;
export type FillingState = (typeof FILLING_STATES)[number];

/** The attempt to give one free slot to the waiting list. A slot has at most one live filling. */
export type Filling = {
  id: string;
  slotId: string;
  /** The other slots of a weekly offer: accepting takes them all. Empty for a single hour. */
  seriesSlotIds: readonly string[];
  mode: FillingMode;
  state: FillingState;
  /** No offer goes out before this instant: the undo delay of an automatic filling. */
  startsAt: Date;
  /** Strangers do not see the slot before this instant while the filling lives. */
  keepsUntil: Date;
  /** The operator who pressed. A manual filling without one waits for the operator's decision. */
  startedBy: string | null;
  createdAt: Date;
};

/** `call`: a task for the operator, for a person who cannot be messaged or an hour that is near. */
export const OFFER_CHANNELS = ["email", "telegram", "max", "call"] as const;
export type OfferChannel = (typeof OFFER_CHANNELS)[number];

export const OFFER_STATUSES = ["open", "accepted", "declined", "expired", "withdrawn"] as const;
export type OfferStatus = (typeof OFFER_STATUSES)[number];

export const DECLINE_REASONS = ["time", "later", "not_needed"] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** One slot offered to one request. A request has at most one open offer, and one offer of a slot ever. */
export type Offer = {
  id: string;
  fillingId: string;
  slotId: string;
  requestId: string;
  /** From 1. The offers of a round went out together. */
  round: number;
  channel: OfferChannel;
  status: OfferStatus;
  offeredAt: Date;
  /** A transport took the message; `null` while none did, and for a call. */
  sentAt: Date | null;
  /** The operator tried the call, whatever came of it. */
  calledAt: Date | null;
  /** The slot is held before this instant, and no longer at it. Never in quiet hours. */
  holdsUntil: Date;
  /** The hold was extended because no transport took the message. Happens once. */
  extendedAt: Date | null;
  answeredAt: Date | null;
  /** A yes after the hold's end, during another hold. It is served next. */
  lateYesAt: Date | null;
  declineReason: DeclineReason | null;
};

/**
 * `asked`: a visitor asked for this very hour, and the practice has not answered. `consent`: the practice keeps it for a caller who
 * has not yet consented to anything.
 */
export const BOOKING_STATES = ["asked", "consent", "booked", "cancelled"] as const;
export type BookingState = (typeof BOOKING_STATES)[number];

/** A slot that a person has or asks for. A slot has at most one booking that is not cancelled; an `asked` one and one for a `consent` hold it until `askedUntil`. */
export type Booking = {
  id: string;
  slotId: string;
  /** Of a caller: the id that their request has once they consent. */
  requestId: string;
  /** `null`: booked by the operator, or asked for by a visitor. */
  offerId: string | null;
  state: BookingState;
  askedUntil: Date | null;
  bookedAt: Date | null;
  cancelledAt: Date | null;
  cancelledBy: "person" | "operator" | null;
};

/** Why somebody was passed over. */
export const SKIP_REASONS = [
  "window",
  "service",
  "format",
  "too_short",
  "paused",
  "unreachable",
  "consent_withdrawn",
  "open_offer",
  "weekly_cap",
  "offered_before",
  "cancelled_this",
  "leave_wish",
  "not_called",
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** To be kept once per filling, request and reason: `nextStep` names the same skip again in later rounds. */
export type Skip = { requestId: string; reason: SkipReason };

/** Why an operator put somebody first: chosen from a list, so that no text about health is stored. */
export const PUT_FIRST_REASONS = ["promised", "we_cancelled", "rarely_suits", "our_decision"] as const;
export type PutFirstReason = (typeof PUT_FIRST_REASONS)[number];

/** A slot with the format of its service; `null` where it is for any or several. */
export type OfferedSlot = Slot & { format: ServiceFormat | null };

/** A request with all that decides whether and how the slot is offered to its person, as of now. */
export type Candidate = {
  request: Pick<
    WaitlistRequest,
    | "id"
    | "serviceId"
    | "preferredTimeWindow"
    | "status"
    | "createdAt"
    | "pausedAt"
    | "quarantinedAt"
    | "leaveRequestedAt"
  >;
  /** From `channelOf`. `null`: neither a message nor a call reaches the person. */
  channel: OfferChannel | null;
  /** `null`: either suits. */
  format: MeetingFormat | null;
  /** Of the requested service. */
  durationMinutes: number;
  /** The consent to receive messages is in force. */
  mayBeWritten: boolean;
  /** The end of the person's open offer of another slot. */
  busyUntil: Date | null;
  /** Offers of the last seven days for which `countsToCap` is true. */
  offersThisWeek: number;
  /** «Ждать дальше?» was asked and is not answered. */
  askedToWaitAt: Date | null;
  putFirstAt: Date | null;
  /** Said yes, or could have, when another person of the same round was faster. Is first among equals next time. */
  lostRound: boolean;
};

/** What the practice decided, and the zone whose clocks count. */
export type Rules = { settings: OfferSettings; timeZone: string };

/** How an hour is offered while its start is further away than `overHours`. */
export type LadderRow = {
  overHours: number;
  atOnce: number;
  holdHours: number;
  /** `call`: nothing is sent, the operator calls. */
  by: "message" | "call";
};

/** Times on the clock of the practice's zone, `21:00` and `09:00`. Equal times mean that there is no quiet. */
export type QuietHours = { from: string; to: string };

export type OfferSettings = {
  /** Rows from the furthest to the nearest; the last one is over 0 hours. */
  ladder: readonly LadderRow[];
  quietHours: QuietHours;
  undoDelayMinutes: number;
  /** A person who had this many offers in seven days is asked only if nobody with fewer is left. */
  weeklyCap: number;
  /** No hold ends, nobody cancels alone and no stranger sees the hour later than so many hours before its start. */
  minimumNoticeHours: number;
  /** Fillings begin by themselves; `automaticByService` has the exceptions, by the service's id. */
  automatic: boolean;
  automaticByService: Readonly<Record<string, boolean>>;
  /** An hour that somebody on the list could take is hidden from strangers until the list had its turn. */
  listFirst: boolean;
};
