import type { Erasure } from "#app/domain/retention.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";

/** What the passing of time and a person's wish take away. Tables that hold no person are emptied in batches. */
export interface RetentionRepository {
  /**
   * Up to `limit` requests for which it is time, held like `hold` does; those that somebody else holds are left to them.
   * `ask`: by e-mail, reachable, lapsing by `until` and not asked. `lapse`: past their term. `destroy`: closed, or
   * quarantined, before the given moment and still with a contact.
   */
  due(what: { ask: Date } | { lapse: Date } | { destroy: Date }, now: Date, limit: number): Promise<WaitlistRequest[]>;
  /** The request itself and, of its contact, those that are closed or quarantined and still hold it. Active ones have links of their own. */
  holdersOfContact(request: WaitlistRequest): Promise<WaitlistRequest[]>;
  /** Ciphertext, fingerprint and link of the requests, and of the leads that no request needs any more. Answers rows by table. */
  destroyContacts(requests: WaitlistRequest[]): Promise<Record<string, number>>;
  record(erasures: Erasure[]): Promise<void>;
  /** How many requests lost their contact to the passing of time since this moment. */
  purgedSince(since: Date): Promise<number>;
  /**
   * Deletes up to `limit` rows of each table that are past their time, with what was said in chats, chats that are quiet and
   * needed by no request, and, before `evidence`, the requests without a contact, erasures and the audit. Answers how many.
   */
  deleteOld(
    before: { events: Date; receipts: Date; chats: Date; evidence: Date; now: Date },
    limit: number,
  ): Promise<number>;
  /** All that is stored about the person of a request, the contact itself apart. */
  stored(request: WaitlistRequest): Promise<StoredRecords>;
}

/** Rows as they stand, by table. */
export type StoredRecords = Record<
  "consents" | "lead" | "lead_timeline_events" | "analytics_events" | "mails" | "telegram_chats" | "telegram_messages",
  Record<string, unknown>[]
>;
