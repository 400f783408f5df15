import type { Consent } from "#app/domain/consent.ts";
import type { Contact, ContactMethod } from "#app/domain/contact/contact.ts";
import type { TimelineEntry, TimelineSource } from "#app/domain/lead.ts";
import type { Mail } from "#app/domain/mail/mail.ts";
import type { RequestStatus, TimeWindow, WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { OperatorAct } from "./team.ts";

/** What of the list an operator asks for. Marks add up: all of them are asked for. */
export type RequestFilter = {
  /** Any of these. */
  statuses: readonly RequestStatus[];
  serviceId?: string | undefined;
  timeWindow?: TimeWindow | undefined;
  contactMethod?: ContactMethod | undefined;
  /** Promised before this moment, nobody answered, and the person did not ask for a pause. */
  overdueAt?: Date | undefined;
  /** Suspects are shown when they are asked for, and never among the others. */
  quarantined?: boolean | undefined;
  unreachable?: boolean | undefined;
  leaving?: boolean | undefined;
  paused?: boolean | undefined;
};

/** The place of a request in the list: the next page begins after it. */
export type ListPlace = Pick<WaitlistRequest, "answerBy" | "id">;

export type ListedRequest = { request: WaitlistRequest; serviceTitle: string };

/** What the desk reads. Never a contact. */
export interface DeskRepository {
  /** All services, archived ones too, in their order. */
  services(): Promise<DeskService[]>;
  /** Oldest promise first. */
  list(filter: RequestFilter, after: ListPlace | null, limit: number): Promise<ListedRequest[]>;
  /** How many the list has of this, counted no further than `countUpTo`. */
  count(filter: RequestFilter, countUpTo: number): Promise<number>;
  /** The request of this contact that an operator looks for: one that waits before others, the newest of them. */
  findByContact(contact: Contact): Promise<string | null>;
  /** Everything of the person behind a request: with their lead, or with this contact; newest first. */
  requestsOfPerson(request: WaitlistRequest): Promise<PersonsRequest[]>;
  /** Newest first, at most `limit`. */
  timeline(leadId: string, limit: number): Promise<TimelineRow[]>;
  /** What was noted last of each of these requests, by id. */
  latestNotes(requests: Pick<WaitlistRequest, "id" | "leadId">[]): Promise<Map<string, LatestNote>>;
  consents(requestIds: string[]): Promise<GivenConsent[]>;
  /** What was sent and what failed, newest first; never a text. */
  mails(requestIds: string[]): Promise<SentMail[]>;
  /** The last that an operator did to the request after this moment. */
  lastActSince(requestId: string, since: Date): Promise<OperatorAct | null>;
  /** The last that an operator did to this piece of time, service or colleague. */
  lastActOn(subjectId: string): Promise<OperatorAct | null>;
  lastActOnSettings(): Promise<OperatorAct | null>;
  /** Its contact is still there, and nobody else came to wait for the same service with it. */
  canReopen(request: WaitlistRequest): Promise<boolean>;
}

export type LatestNote = { note: string; at: Date };

export type DeskService = { id: string; slug: string; title: string };

export type PersonsRequest = ListedRequest & { serviceSlug: string; hasContact: boolean };

export type GivenConsent = Pick<Consent, "id" | "waitlistRequestId" | "type" | "version" | "grantedAt"> & {
  withdrawnAt: Date | null;
};

export type TimelineRow = {
  id: string;
  waitlistRequestId: string | null;
  name: TimelineEntry["name"];
  properties: Record<string, string>;
  source: TimelineSource;
  occurredAt: Date;
  /** Which operator did it, by e-mail; `null` where none did. */
  operatorEmail: string | null;
};

export type SentMail = Pick<Mail, "id" | "kind" | "waitlistRequestId" | "createdAt"> & {
  sentAt: Date | null;
  failedAt: Date | null;
  errorCode: string | null;
};
