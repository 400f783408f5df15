import type {
  DocumentDrafts,
  DocumentSlug,
  DocumentsInForce,
  DocumentVersion,
  LegalDetails,
} from "#app/domain/practice/documents.ts";
import type { Erasure, ErasureReason } from "#app/domain/retention.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";

/** What retention and erasure remove. Tables without personal data are emptied in batches. */
export interface RetentionRepository {
  /**
   * Locks up to `limit` due requests; skips those that another transaction has locked.
   * `ask`: reachable by e-mail, lapsing by `until` and not asked. `lapse`: past their term. `destroy`: closed, or
   * quarantined, before the given moment and still with a contact.
   */
  due(what: { ask: Date } | { lapse: Date } | { destroy: Date }, now: Date, limit: number): Promise<WaitlistRequest[]>;
  /** The request and the closed or quarantined ones with its contact. Active ones have private links of their own. */
  holdersOfContact(request: WaitlistRequest): Promise<WaitlistRequest[]>;
  /**
   * Destroys ciphertext, fingerprint and link of the requests, and of leads that no request needs. On the person's wish also the contact
   * beside that no open request needs, and the erased one wherever it is kept. Returns rows by table.
   */
  destroyContacts(requests: WaitlistRequest[], reason: ErasureReason): Promise<Record<string, number>>;
  record(erasures: Erasure[]): Promise<void>;
  /** How many requests lost their contact to retention since this moment. */
  purgedSince(since: Date): Promise<number>;
  /**
   * Deletes up to `limit` expired rows of each table, with chat messages, quiet chats that no
   * request needs and, before `evidence`, requests without a contact, erasures and the audit log. Returns their number.
   */
  deleteOld(
    before: { events: Date; receipts: Date; chats: Date; evidence: Date; now: Date },
    limit: number,
  ): Promise<number>;
  /** Everything stored about a request's person except the contact. */
  stored(request: WaitlistRequest): Promise<StoredRecords>;
}

/** Rows as stored, by table. */
export type StoredRecords = Record<
  | "consents"
  | "lead"
  | "lead_timeline_events"
  | "analytics_events"
  | "mails"
  | "chats"
  | "chat_messages"
  | "offers"
  | "offer_skips"
  | "bookings",
  Record<string, unknown>[]
>;

/** A list outside the database: after a restore of an older backup it says whose contacts are to be destroyed again. */
export interface ErasureList {
  /** Returns when the entry is durable. Twice the same does no harm. Throws the file system's error. */
  add(erasure: Pick<Erasure, "waitlistRequestId" | "reason" | "erasedAt">): void;
}

/** A version to be published. `messengers`: the mark of those that it names. */
export type DraftedVersion = DocumentVersion & { slug: DocumentSlug; messengers: string };

/** The documents that the owner published, append-only. The demo's details until then. */
export interface DocumentRepository {
  details(): Promise<LegalDetails>;
  /** The newest version of each document that names these messengers, if there is any. */
  newest(messengers: string): Promise<Partial<DocumentsInForce>>;
  /** The published versions that name these messengers, newest first. */
  history(messengers: string): Promise<{ version: string; at: Date }[]>;
  versionNames(): Promise<string[]>;
  find(slug: string, version: string): Promise<DocumentVersion | null>;
  publish(details: LegalDetails, versions: DraftedVersion[], at: Date): Promise<void>;
}

/** The texts that the app brings along. */
export interface DocumentTemplates {
  /** Of the messengers that are switched on. */
  readonly messengers: string;
  /** In force until the owner publishes. */
  readonly builtIn: DocumentsInForce;
  /** A built-in version, in force or earlier. */
  findBuiltIn(slug: string, version: string): DocumentVersion | null;
  drafts(details: LegalDetails): DocumentDrafts[];
}
