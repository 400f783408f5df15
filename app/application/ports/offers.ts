import type { EndedHold } from "#app/domain/offers/ended-holds.ts";
import type {
  Booking,
  Candidate,
  Filling,
  Offer,
  OfferChannel,
  OfferedSlot,
  OfferSettings,
  PutFirstReason,
  Rules,
  Skip,
} from "#app/domain/offers/types.ts";

/** What the practice decided about offers. */
export interface OfferRules {
  /** The settings with those of each service, and the practice's zone. */
  rules(): Promise<Rules>;
  /** Writes the settings of the practice; those of a service are written by `setService`. */
  save(settings: Omit<OfferSettings, "automaticByService">): Promise<void>;
  /** `automatic`: `null` follows the practice. */
  setService(serviceId: string, flags: ServiceFlags): Promise<void>;
  flagsOf(serviceId: string): Promise<ServiceFlags>;
}

export type ServiceFlags = { automatic: boolean | null; bookWithoutAsking: boolean };

/** `nextStep`'s job is due at `wakesAt`; `null`: none was sent yet. */
export type StoredFilling = Filling & { wakesAt: Date | null; endedAt: Date | null };

/** Attempts to give a slot to the list. A slot has at most one that has not ended: the database refuses another. */
export interface FillingRepository {
  find(id: string): Promise<StoredFilling | null>;
  /** Ids of fillings that have not ended and keep the slot, as their own or as one of a weekly offer. */
  liveOf(slotId: string): Promise<StoredFilling[]>;
  /** Those of all these slots. */
  liveOfAll(slotIds: readonly string[]): Promise<StoredFilling[]>;
  /** All of the slot, newest first. */
  ofSlot(slotId: string): Promise<StoredFilling[]>;
  /** Live ones of slots that are for this service alone. */
  liveOfService(serviceId: string): Promise<StoredFilling[]>;
  /** Returns the ids of those that were added: another live filling of a slot may have been faster. */
  add(fillings: readonly (Filling & { wakesAt: Date })[]): Promise<Set<string>>;
  /** Writes what may change: state, mode, moments, who started it, its series. Ends it at `endedAt`. */
  update(filling: StoredFilling): Promise<void>;
  /** Ids of live fillings whose step is overdue: their job was lost. */
  overdue(before: Date, limit: number): Promise<string[]>;
}

export type NewOffer = Pick<
  Offer,
  "id" | "fillingId" | "slotId" | "requestId" | "round" | "channel" | "holdsUntil" | "offeredAt"
>;

export interface OfferRepository {
  /** Adds open offers. The requests have to be locked: a person with an open offer is refused by the database. */
  add(offers: NewOffer[]): Promise<void>;
  find(id: string): Promise<Offer | null>;
  /** `tokenHash` is the hex SHA-256 of the token in the offer's link. */
  findByTokenHash(tokenHash: string): Promise<Offer | null>;
  /** The links of the slot's offers outlive the slot, which is about to be removed. */
  keepLinksOf(slotId: string, at: Date): Promise<void>;
  /** The token belonged to an offer whose slot was removed. */
  wasRemoved(tokenHash: string): Promise<boolean>;
  /** The token of the offer's link: 22 base64url characters. `null`: there is no such offer. */
  linkTokenOf(id: string): Promise<string | null>;
  /** Ended ones too. */
  ofSlot(slotId: string): Promise<Offer[]>;
  /** As `ofSlot`, locked until the transaction ends. */
  holdOfSlot(slotId: string): Promise<Offer[]>;
  /** Ended ones too, newest first. */
  ofRequest(requestId: string): Promise<Offer[]>;
  /** Offers to people of this service that they could still take. */
  pendingOfService(serviceId: string): Promise<Offer[]>;
  /** Those of the requests that have an offer or a booking which did not end. */
  concerned(requestIds: readonly string[]): Promise<Set<string>>;
  /** Writes an offer that is open, or expired, in the database too. `false`: it ended otherwise meanwhile, and nothing was written. */
  update(offer: Offer): Promise<boolean>;
  /** Writes the ends of holds and returns those that were written: an answer may have been faster. */
  end(ended: readonly EndedHold[], now: Date): Promise<EndedHold[]>;
  /** Ends an offer that its person could still take. `false`: it had ended. `lostRound`: somebody of the same round was faster. */
  withdraw(id: string, lostRound: boolean): Promise<boolean>;
  /** A transport took the message. */
  markSent(id: string, at: Date): Promise<void>;
  /** Keeps one row for a filling, request and reason. The rows' ids follow the given one. */
  skip(fillingId: string, skips: readonly Skip[], first: { id: string; at: Date }): Promise<void>;
  /** In order of time. */
  skipsOf(fillingId: string): Promise<(Skip & { at: Date })[]>;
}

export interface BookingRepository {
  /** `false`: the slot has one that is not cancelled. */
  add(booking: Booking, now: Date): Promise<boolean>;
  find(id: string): Promise<Booking | null>;
  ofSlot(slotId: string): Promise<Booking[]>;
  ofRequest(requestId: string): Promise<Booking[]>;
  /** The hour kept for a caller; `null`: none, or it went with its slot. */
  ofCaller(callerId: string): Promise<Booking | null>;
  /** The hour that is kept for a caller is kept for their request. `false`: it was cancelled meanwhile. */
  giveTo(id: string, requestId: string): Promise<boolean>;
  /** Hours that people of this service ask for, in the order in which their slots are locked. */
  askedOfService(serviceId: string): Promise<Booking[]>;
  /** Ids of hours asked for whose time was over before: their job was lost. */
  overdueAsks(before: Date, limit: number): Promise<string[]>;
  /** Writes a booking that is not cancelled. `false`: it was cancelled meanwhile. */
  update(booking: Booking): Promise<boolean>;
}

/** The people whom a slot suits by service, length and window. */
export interface OfferLine {
  /** The slot with the format of its service; `null`: there is none. Locks the slot until the transaction ends. */
  holdSlot(id: string): Promise<OfferedSlot | null>;
  /** As `holdSlot`, the slot of a filling. */
  holdSlotOf(fillingId: string): Promise<OfferedSlot | null>;
  /** As `holdSlot`, without a lock. */
  findSlot(id: string): Promise<OfferedSlot | null>;
  /**
   * The front of the line: those put first, then the longest wait, without people who have or had an offer of this slot. People with an open
   * offer of another slot do not count to the limit. `complete`: nobody is behind them.
   */
  front(
    slot: OfferedSlot,
    rules: Rules,
    now: Date,
    limit: number,
  ): Promise<{ candidates: Candidate[]; complete: boolean }>;
  /** This one person, as in the line; `null`: no such request. */
  candidate(requestId: string, slotId: string, now: Date): Promise<Candidate | null>;
  /** These people, as in the line. */
  among(requestIds: readonly string[], slotId: string, now: Date): Promise<Candidate[]>;
  /** For each slot, whether somebody on the list could take it who is not passed over for good. */
  somebodyFits(slots: readonly OfferedSlot[], rules: Rules): Promise<Map<string, boolean>>;
  /** Locks these requests against every other change until the transaction ends, without waiting. `false`: somebody acts on one of them. */
  tryLock(requestIds: readonly string[]): Promise<boolean>;
  /** Why and since when the person goes first; `null`: they stand at their own place. */
  putFirstOf(requestId: string): Promise<OfferMarks["putFirst"]>;
  /** Marks of the request that only offers read and write. */
  mark(requestId: string, marks: Partial<OfferMarks>): Promise<void>;
}

export type OfferMarks = {
  putFirst: { at: Date; reason: PutFirstReason } | null;
  askedToWaitAt: Date | null;
};

/** Future slots that may be a weekly series with another: standing, without a live booking or a filling of their own. */
export interface SeriesReader {
  openAfter(startsAt: Date): Promise<OfferedSlot[]>;
}

/** How the person of an offer is told. */
export interface OfferMessages {
  /**
   * Sends the message of an open offer by its channel, once however often it is called. Returns whether a transport has taken it; a
   * message that nobody will take returns `false`. Throws what the job is to repeat.
   */
  send(offer: SentOffer, attempt: { jobId: string; last: boolean }): Promise<boolean>;
}
export type SentOffer = { offerId: string; requestId: string; channel: Exclude<OfferChannel, "call"> };
