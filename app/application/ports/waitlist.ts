import type { Consent } from "#app/domain/consent.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { Lead, LeadTimelineEvent } from "#app/domain/lead.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";

/*
 * The methods that the waitlist's POST uses take lists, so that a new, a repeated and a suspect request send the
 * same statements (an empty list is a statement without rows) and the answer's time tells nobody who is waiting.
 */
export interface WaitlistRequestRepository {
  /** Holds every other transaction about this contact until this one ends. */
  lockContact(contact: Contact): Promise<void>;
  /** The oldest request that waits for this service with one of these contacts: neither closed nor quarantined. */
  findActive(serviceId: string, contacts: Contact[]): Promise<WaitlistRequest | null>;
  /** Adds the request with its contact encrypted; of one that exists, only what may change is written. */
  save(request: WaitlistRequest, contact: Contact): Promise<void>;
  /** Writes what may change of a request that exists. */
  update(request: WaitlistRequest): Promise<void>;
  find(id: string): Promise<WaitlistRequest | null>;
  /** Holds the contact and the row until the transaction ends. `tokenHash` is the hex SHA-256 of the private link's token. */
  findByTokenHash(tokenHash: string): Promise<WaitlistRequest | null>;
  /** The token of the request's private link, made anew: 22 base64url characters. `null` when the link was revoked for good. */
  linkTokenOf(id: string): Promise<string | null>;
  /** The request, its contact and row held until the transaction ends. */
  hold(id: string): Promise<WaitlistRequest | null>;
  /** Ids of everything that waits with this contact, whatever the service: neither closed nor quarantined; oldest first. */
  activeWith(contact: Contact): Promise<string[]>;
  /** Ids of everything that still holds one of these contacts, closed and quarantined too. */
  holding(contacts: Contact[]): Promise<string[]>;
  /** Decrypts. `null` when the contact was destroyed. Throws when it does not decrypt. */
  contactOf(id: string): Promise<Contact | null>;
  /** Mail does not arrive there, or is not wanted: marks every request of this one's contact. */
  markUnreachable(id: string, at: Date): Promise<void>;
  /** What comes to these contacts arrives (`null`), or does not since `at`. */
  markReachable(contacts: Contact[], unreachableAt: Date | null): Promise<void>;
  /** Counts one request made with this contact; `false` above the day's limit. A suspect's are counted apart: they take nothing from a person. */
  withinDailyLimit(contact: Contact, suspect: boolean, now: Date): Promise<boolean>;
}

export interface LeadRepository {
  /** The lead of the first of these contacts that is known. */
  findByContacts(contacts: Contact[]): Promise<Lead | null>;
  save(leads: Lead[]): Promise<void>;
  /** Makes this lead's whatever hangs on a lead that is known by this contact and by nothing else. */
  adopt(leadId: string, contact: Contact): Promise<void>;
  /** A contact that is already an identity stays with its lead. */
  addIdentities(identities: { id: string; leadId: string; contact: Contact; createdAt: Date }[]): Promise<void>;
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
  /** How much happened to a request since this moment. */
  countSince(waitlistRequestId: string, since: Date): Promise<number>;
}
