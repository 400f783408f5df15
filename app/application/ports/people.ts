import type { TimelineSource } from "#app/domain/channel.ts";
import type { PreparedAnswer, PreparedMessage } from "#app/domain/chat/prepared-message.ts";
import type { Consent } from "#app/domain/consent.ts";
import type { Contact, ContactMethod } from "#app/domain/contact/contact.ts";
import type { TimelineEntry } from "#app/domain/lead.ts";
import type { ChannelFault, Delivery, PromisedCall, Undelivered } from "#app/domain/people/delivery.ts";
import type { RequestStatus, TimeWindow, WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { OperatorAct } from "./team.ts";

/** An operator's filter. All conditions must hold. */
export type RequestFilter = {
  /** Any of these. */
  statuses: readonly RequestStatus[];
  serviceId?: string | undefined;
  timeWindow?: TimeWindow | undefined;
  contactMethod?: ContactMethod | undefined;
  /** The promise passed before this moment, unanswered and not paused. */
  overdueAt?: Date | undefined;
  /** Suspects appear only when asked for, and never among the others. */
  quarantined?: boolean | undefined;
  /** They answered a message through the bot, and no operator has acted since. */
  answered?: boolean | undefined;
  unreachable?: boolean | undefined;
  leaving?: boolean | undefined;
  paused?: boolean | undefined;
};

/** A request's position in the list: the next page begins after it. */
export type ListPlace = Pick<WaitlistRequest, "answerBy" | "id">;

export type ListedRequest = { request: WaitlistRequest; serviceTitle: string };

/** Reads for the desk. Never a contact. */
export interface DeskRepository {
  /** All services in their order, including archived ones. */
  services(): Promise<DeskService[]>;
  /** Oldest promise first. */
  list(filter: RequestFilter, after: ListPlace | null, limit: number): Promise<ListedRequest[]>;
  /** The number of matching requests, counted up to `countUpTo`. */
  count(filter: RequestFilter, countUpTo: number): Promise<number>;
  /** The request of this contact for an operator: an open one first, then the newest. */
  findByContact(contact: Contact): Promise<string | null>;
  /** All requests of a request's person: same lead or same contact; newest first. */
  requestsOfPerson(request: WaitlistRequest): Promise<PersonsRequest[]>;
  /** Newest first, at most `limit`. */
  timeline(leadId: string, limit: number): Promise<TimelineRow[]>;
  /** The last note of each of these requests, by id. */
  latestNotes(requests: Pick<WaitlistRequest, "id" | "leadId">[]): Promise<Map<string, LatestNote>>;
  /** The last answers of these requests' people in a chat, by id, where no operator has acted since. */
  latestAnswers(requestIds: string[]): Promise<Map<string, LatestAnswer>>;
  /** When an operator last corrected the request's contact; `null`: never. */
  contactCorrectedAt(requestId: string): Promise<Date | null>;
  consents(requestIds: string[]): Promise<GivenConsent[]>;
  /** The last operator act on the request after this moment. */
  lastActSince(requestId: string, since: Date): Promise<OperatorAct | null>;
  /** The last operator act on this slot, service or colleague. */
  lastActOn(subjectId: string): Promise<OperatorAct | null>;
  /** The last change of settings of this kind. */
  lastActOnSettings(action: SettingsAct): Promise<OperatorAct | null>;
  /** Those of these requests that nobody has answered, oldest first; without suspects. */
  unansweredOf(ids: string[]): Promise<UnansweredRequest[]>;
  /** The contact still exists, the consent to messages stands, and the person has no other open request for the same service. */
  canReopen(request: WaitlistRequest): Promise<boolean>;
}

export type SettingsAct = "settings_changed" | "offer_rules_changed" | "about_changed" | "documents_published";

export type UnansweredRequest = Pick<WaitlistRequest, "id" | "createdAt">;

/** What a person answered to a message through the bot. */
export type LatestAnswer = { message: PreparedMessage; answer: PreparedAnswer };

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
  /** The operator's e-mail; `null`: not an operator. */
  operatorEmail: string | null;
};

/** Mails and chat messages as one. Never a contact or a text. */
export interface DeliveryRepository {
  /** What the people of these requests were sent or are to be sent, newest first. */
  ofRequests(requestIds: string[]): Promise<Delivery[]>;
  /** What did not arrive in time, and whose person nobody told since; the most urgent first. */
  undelivered(now: Date, limit: number): Promise<Undelivered[]>;
  /** The number of the same, counted up to `countUpTo`. */
  countUndelivered(now: Date, countUpTo: number): Promise<number>;
  /** Whom nobody answered, whose promised day has come, and to whom only a person can turn; the oldest promise first. */
  promised(now: Date, limit: number): Promise<PromisedCall[]>;
  /** The number of the same, counted up to `countUpTo`. */
  countPromised(now: Date, countUpTo: number): Promise<number>;
  /** The channels that take nothing. */
  channelFaults(now: Date): Promise<ChannelFault[]>;
}
