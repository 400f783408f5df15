import type { Consent } from "#app/domain/consent.ts";
import type { Contact, ContactMethod } from "#app/domain/contact/contact.ts";
import type { Lead, LeadTimelineEvent } from "#app/domain/lead.ts";
import type { TimeWindow, WaitlistRequest } from "#app/domain/waitlist-request.ts";

/*
 * The methods that the waitlist's POST uses take lists, so that a new, a repeated and a suspect request send the
 * same statements (an empty list is a statement without rows), and the response time does not reveal who is waiting.
 */
export interface WaitlistRequestRepository {
  /** Serialises transactions about this contact. */
  lockContact(contact: Contact): Promise<void>;
  /** The oldest open request for this service with one of these contacts: neither closed nor quarantined. */
  findActive(serviceId: string, contacts: Contact[]): Promise<WaitlistRequest | null>;
  /** Adds the request with its encrypted contact; of an existing one, writes only what may change. */
  save(request: WaitlistRequest, contact: Contact): Promise<void>;
  /** Writes the changeable fields of an existing request. */
  update(request: WaitlistRequest): Promise<void>;
  /** Stores another contact of the request, which nobody has refused yet. */
  changeContact(id: string, contact: Contact): Promise<void>;
  find(id: string): Promise<WaitlistRequest | null>;
  /** Locks the contact and the row until the transaction ends. `tokenHash` is the hex SHA-256 of the private link's token. */
  findByTokenHash(tokenHash: string): Promise<WaitlistRequest | null>;
  /** Recomputes the token of the request's private link: 22 base64url characters. `null` when the link is revoked for good. */
  linkTokenOf(id: string): Promise<string | null>;
  /** The request, with its contact and row locked until the transaction ends. */
  hold(id: string): Promise<WaitlistRequest | null>;
  /** Ids of all requests with this contact, for any service, neither closed nor quarantined; oldest first. */
  activeWith(contact: Contact): Promise<string[]>;
  /** The same, and those of the person beside whose contact this one is kept. */
  activeOrBeside(contact: Contact): Promise<string[]>;
  /** Ids of all requests that still hold one of these contacts, including closed and quarantined ones. */
  holding(contacts: Contact[]): Promise<string[]>;
  /** Decrypts. `null` when the contact was destroyed. Throws when decryption fails. */
  contactOf(id: string): Promise<Contact | null>;
  /** Mail bounces or is rejected there: marks every request with this one's contact. */
  markUnreachable(id: string, at: Date): Promise<void>;
  /** Marks these contacts as reachable (`null`) or unreachable since `at`. */
  markReachable(contacts: Contact[], unreachableAt: Date | null): Promise<void>;
  /** Counts one request of this contact; `false` above the daily limit. Suspects are counted separately. */
  withinDailyLimit(contact: Contact, suspect: boolean, now: Date): Promise<boolean>;
}

export interface LeadRepository {
  /** The lead of the first known contact. */
  findByContacts(contacts: Contact[]): Promise<Lead | null>;
  save(leads: Lead[]): Promise<void>;
  /** The person accepted a time. */
  confirmBooked(leadId: string, at: Date): Promise<void>;
  /** Moves to this lead everything that belongs to a lead known by this contact alone. */
  adopt(leadId: string, contact: Contact): Promise<void>;
  /** A contact that is already an identity stays with its lead. */
  addIdentities(identities: { id: string; leadId: string; contact: Contact; createdAt: Date }[]): Promise<void>;
  /** Destroys what leads know of a chat's number and names, also beside, unless an open request has it. */
  forgetChat(chatId: string): Promise<void>;
  /** Whether the request's contact is one of its lead's. If not, its reader may be a stranger: a contact beside is not for them. */
  isKnownBy(request: Pick<WaitlistRequest, "id">): Promise<boolean>;
  /** The contact that an operator keeps beside that of the person's requests; `null`: there is none. Throws when decryption fails. */
  besideOf(leadId: string): Promise<Contact | null>;
  /** By which way that contact reaches them, and since when it is kept. Decrypts nothing. */
  besideNamed(leadId: string): Promise<{ method: ContactMethod; since: Date } | null>;
  /** Locks the person until the transaction ends; their request is locked before. */
  hold(leadId: string): Promise<void>;
  /** The lead is no longer known by this contact, unless an open request of it has it: from now on it may be a stranger's. */
  release(leadId: string, contact: Contact): Promise<void>;
  /** Keeps this one of the lead's contacts beside; `null`: none. The lead is released from the one that was. */
  keepBeside(leadId: string, beside: { contact: Contact; since: Date } | null): Promise<void>;
}

export interface ConsentRepository {
  append(consents: Consent[]): Promise<void>;
  /** Marks every standing consent of the request as withdrawn; the evidence stays. */
  withdraw(waitlistRequestId: string, at: Date): Promise<void>;
}

export interface PrivateLinks {
  /** Hex SHA-256 of a token, for look-up. */
  hash(token: string): string;
}

export interface TimelineRepository {
  append(entries: LeadTimelineEvent[]): Promise<void>;
  /** The number of timeline entries of a request since this moment. */
  countSince(waitlistRequestId: string, since: Date): Promise<number>;
}

/** An hour that somebody asked for. `until`: it is held so long for the practice's answer; `null`: it is booked. */
export type AskedHour = { slotId: string; startsAt: Date; until: Date | null };

/** What somebody just sent. `isNew`: it made the request, and repeated no earlier one. `hour`: they asked for this one. */
export type SentRequest = { requestId: string; isNew: boolean; timeWindow: TimeWindow; hour: AskedHour | null };

/** Seals what was sent into the address of its thanks page. */
export interface ThanksLinks {
  /** A text for an address, of the same length for every request of its kind. */
  seal(sent: SentRequest, now: Date): Promise<string>;
  /** What was sealed, for ten minutes; `null` later, or for an invalid text. */
  open(sealed: string, now: Date): Promise<SentRequest | null>;
}
