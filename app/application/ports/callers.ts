import type { Contact } from "#app/domain/contact/contact.ts";
import type { Caller } from "#app/domain/offers/callers/caller.ts";
import type { Slot } from "#app/domain/timetable/availability.ts";

/** A caller with the hour kept for them; `null`: they are to be on the list. */
export type ListedCaller = Caller & { slot: Slot | null };

/** People who called and whose consent is awaited. */
export interface CallerRepository {
  add(caller: Pick<Caller, "id" | "serviceId" | "createdAt" | "askedUntil">, contact: Contact): Promise<void>;
  find(id: string): Promise<Caller | null>;
  /** Locks the contact and the row until the transaction ends. */
  hold(id: string): Promise<Caller | null>;
  /** `tokenHash` is the hex SHA-256 of the link's token. */
  findByTokenHash(tokenHash: string): Promise<Caller | null>;
  /** Those with this contact who have not consented, oldest first, with the slot that is kept for each. */
  waitingWith(contact: Contact): Promise<(Caller & { slotId: string | null })[]>;
  /** Those with the contact of this request. */
  alike(requestId: string): Promise<Caller[]>;
  /** Decrypts. `null` when the contact went to a request. Throws when decryption fails. */
  contactOf(id: string): Promise<Contact | null>;
  /** The token of the link: 22 base64url characters. */
  linkTokenOf(id: string): Promise<string | null>;
  /** Whose consent is awaited at `now`, the earliest end first. */
  awaited(now: Date, limit: number): Promise<ListedCaller[]>;
  /** The mail with the link was taken, or will never be. */
  markMail(id: string, mail: "mailedAt" | "mailFailedAt", at: Date): Promise<void>;
  /** They consented: destroys the contact, which their request has now. */
  moveTo(id: string, requestId: string): Promise<void>;
  /** Destroys the row, with the hour that is kept. `false`: it was gone. */
  remove(id: string): Promise<boolean>;
  /** Ids of those whose time was over before, whether or not they consented. */
  over(before: Date, limit: number): Promise<string[]>;
}
