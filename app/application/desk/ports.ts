import type { Answered, AnswerTerms } from "#app/domain/answer-time.ts";
import type { KeptService, Slot, SlotStatus } from "#app/domain/availability.ts";
import type { Consent } from "#app/domain/consent.ts";
import type { Contact, ContactMethod } from "#app/domain/contact.ts";
import type { DeskAuditAction, DeskAuditEntry, DeskAuditSubject } from "#app/domain/desk-audit.ts";
import type { DeskSession } from "#app/domain/desk-session.ts";
import type { Group, InsightMeasure } from "#app/domain/insight.ts";
import type { TimelineEntry, TimelineSource } from "#app/domain/lead.ts";
import type { LocalDate } from "#app/domain/local-time.ts";
import type { Mail } from "#app/domain/mail.ts";
import type { Operator, OperatorRole } from "#app/domain/operator.ts";
import type { OperatorWarning } from "#app/domain/team/operator-warning.ts";
import type { RequestStatus, TimeWindow, WaitlistRequest } from "#app/domain/waitlist-request.ts";

/** Append-only: what was written stays, and the database refuses to change it. */
export interface DeskAudit {
  /**
   * In the transaction of what it tells of, so that neither is there without the other. Of failed sign-ins, which strangers
   * make, only the first of an account, step and hour is an entry; the others are counted.
   */
  record(entry: DeskAuditEntry): Promise<void>;
  /** Adds an entry for each count of an hour that is over, up to `limit` of them. Answers how many counts there were. */
  sumUpFailures(now: Date, limit: number): Promise<number>;
  /** Newest first, older than the entry `before`; of one operator, or of everybody. */
  page(from: { operatorId: string | null; before: number | null }, limit: number): Promise<DeskAuditRow[]>;
  /** How many contacts an operator was shown after this moment, counted no further than `countUpTo`. */
  revealsSince(operatorId: string, since: Date, countUpTo: number): Promise<number>;
}

/** `operator` is the e-mail of who did it; `null`: nobody of the practice. */
export type DeskAuditRow = {
  id: number;
  operator: string | null;
  action: DeskAuditAction;
  subject: AuditedSubject | null;
  at: Date;
  details: Record<string, string>;
};
/** What a deed was done to, as it stands now. */
export type AuditedSubject =
  | { kind: "request"; id: string; serviceTitle: string; since: Date }
  | { kind: "service"; id: string; title: string }
  | { kind: "slot"; id: string; startsAt: Date }
  | { kind: "operator"; email: string }
  | { kind: "gone"; was: DeskAuditSubject["kind"] };

export interface DeskSessionRepository {
  /** Those that are over by then go. */
  add(session: Omit<DeskSession, "id">): Promise<void>;
  /** The session and its operator; `null` when there is none or the operator is disabled. */
  find(tokenHash: string): Promise<{ session: DeskSession; operator: Operator } | null>;
  touch(tokenHash: string, at: Date): Promise<void>;
  remove(tokenHash: string): Promise<void>;
  removeAllOf(operatorId: string): Promise<void>;
  /** Those that only ask for the code. */
  removeHalfOf(operatorId: string): Promise<void>;
  /** The operator's sessions, the newest first. */
  listOf(operatorId: string): Promise<DeskSession[]>;
  /** `false`: the operator has no such session. */
  end(operatorId: string, id: string): Promise<boolean>;
  /** All of the operator's but this one. */
  removeOthersOf(operatorId: string, id: string): Promise<void>;
  /** A code was proven in this session. */
  setCodeAt(id: string, at: Date): Promise<void>;
}

/** What signing in needs to know. `passwordHash` is `null` until an invitation was accepted. */
export type OperatorAccount = Operator & {
  passwordHash: string | null;
  /** Since the last right one. */
  wrongCodes: number;
  createdAt: Date;
  disabledAt: Date | null;
  /** Of the newest invitation, until it is accepted or taken back. */
  inviteRole: OperatorRole | null;
  inviteExpiresAt: Date | null;
};

export interface OperatorRepository {
  findByEmail(email: string): Promise<OperatorAccount | null>;
  find(id: string): Promise<OperatorAccount | null>;
  /** Everybody of the practice, the longest there first. */
  list(): Promise<OperatorAccount[]>;
  /** Adds an operator without a password unless one with this e-mail is there; `false` then. */
  addOnce(operator: Operator, now: Date): Promise<boolean>;
  /** The newest invitation of an operator is the only one that opens. */
  invite(id: string, invitation: { tokenHash: string; role: OperatorRole; expiresAt: Date }): Promise<void>;
  findInvited(tokenHash: string, now: Date): Promise<OperatorAccount | null>;
  /** Uses the invitation up; the seed is sealed. `false`: another request did before. */
  accept(
    id: string,
    accepted: { tokenHash: string; role: OperatorRole; passwordHash: string; seed: string; usedStep: number },
  ): Promise<boolean>;
  /** The base32 seed of the second factor; `null`: none yet. Throws `UndecryptableError`. */
  seedOf(id: string): Promise<string | null>;
  /** A code works once, and forgives the wrong ones. `false`: this step, or a later one, was used before, or codes are spent. */
  takeStep(id: string, step: number): Promise<boolean>;
  /** A recovery code forgives them too. */
  forgiveWrongCodes(id: string): Promise<void>;
  /** Answers how many there were since the last right one. */
  countWrongCode(id: string): Promise<number>;
  /** `false`: the operator was told the same less than `WARNING_PAUSE_HOURS` ago. */
  warnOnce(id: string, about: OperatorWarning, now: Date): Promise<boolean>;
  /** An open invitation keeps to this role then. */
  setRole(id: string, role: OperatorRole): Promise<void>;
  /** Takes an open invitation back too. */
  setDisabled(id: string, at: Date | null): Promise<void>;
  /** Replaces the second factor; the seed is sealed, and codes up to `usedStep` are used. */
  setFactor(id: string, factor: { seed: string; usedStep: number }): Promise<void>;
  setPassword(id: string, passwordHash: string): Promise<void>;
  /** Holds the row until the transaction ends. */
  hold(id: string): Promise<void>;
  /** Owners who can sign in, locked until the transaction ends: the last one stays. */
  lockActiveOwners(): Promise<string[]>;
}

/** Tokens of sessions and invitations: 32 random bytes as base64url, kept only as their hex SHA-256. */
export interface DeskTokens {
  make(): string;
  hash(token: string): string;
}

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
export type OperatorAct = { action: DeskAuditAction; at: Date; operatorEmail: string | null };
export type SentMail = Pick<Mail, "id" | "kind" | "waitlistRequestId" | "createdAt"> & {
  sentAt: Date | null;
  failedAt: Date | null;
  errorCode: string | null;
};

/** Services as the desk keeps them, archived ones too. */
export interface ServiceRepository {
  /** In the order of the public page, archived ones last. `waiting`: open requests, counted no further than `countUpTo`. */
  list(countUpTo: number): Promise<(KeptService & { waiting: number })[]>;
  /** Holds the row until the transaction ends. */
  hold(id: string): Promise<KeptService | null>;
  /** Adds it behind the others. `false`: the slug is taken, nothing was added. */
  add(service: KeptService): Promise<boolean>;
  /** Writes all but the slug. */
  update(service: KeptService): Promise<void>;
}

/** The practice's time. Rows that this port writes never overlap: the database refuses it. */
export interface SlotRepository {
  /** Holds every other opening of time until this transaction ends. Answers the zone that the practice's clocks show. */
  lockTimetable(): Promise<{ timeZone: string }>;
  /** What touches the time from the first moment to before the second, whatever its status, in order of time. */
  between(from: Date, until: Date): Promise<Slot[]>;
  /** When the first free time after this moment begins that suits the service; `null`: there is none. */
  nextFree(serviceId: string, after: Date): Promise<Date | null>;
  /** Holds the row until the transaction ends. */
  hold(id: string): Promise<Slot | null>;
  add(slots: Slot[]): Promise<void>;
  setStatus(id: string, status: SlotStatus): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Somebody whom free time may be offered to; the contact stays hidden. */
export type WaitingRequest = Pick<
  WaitlistRequest,
  "id" | "serviceId" | "preferredContactMethod" | "preferredTimeWindow" | "status" | "createdAt"
> & { serviceTitle: string };

/** Its place among those who wait: the next page begins after it. */
export type WaitingPlace = Pick<WaitlistRequest, "createdAt" | "id">;
type Wanted = { serviceId: string; window: TimeWindow };

/** Open requests for any of these services and windows: neither paused, quarantined nor unreachable, and without a wish to leave. */
export interface WaitingList {
  /** Longest first. */
  longest(wanted: Wanted[], after: WaitingPlace | null, limit: number): Promise<WaitingRequest[]>;
  /** Counted no further than `countUpTo`. */
  count(wanted: Wanted[], countUpTo: number): Promise<number>;
}

/** From the first moment to before the second. */
export type TimeSpan = { from: Date; until: Date };

/** What happened, in numbers. Groups of fewer than `SMALLEST_GROUP` never leave the database, but for those to be folded. */
export interface InsightRepository {
  /** By the zone's days; days without any are left out. */
  byDay(measure: InsightMeasure, span: TimeSpan, timeZone: string): Promise<Map<LocalDate, number>>;
  /** The largest groups; the key is a slug, or the mark of a campaign as visitors sent it. */
  largestBy(group: "service" | "source", measure: InsightMeasure, span: TimeSpan): Promise<Group[]>;
  /** How many people wait just now. */
  demand(): Promise<{ serviceId: string; serviceTitle: string; window: TimeWindow; people: number }[]>;
  /**
   * What became of the people who asked in this time, each counted once by their first request in it, by service in
   * the order of the services.
   */
  answers(span: TimeSpan, terms: AnswerTerms[]): Promise<Answered[]>;
  /** Titles by slug, of archived services too. */
  titles(slugs: string[]): Promise<Map<string, string>>;
}

/** Hashing takes a core for a while: only a few passwords are hashed at once, and a few wait. */
export interface Passwords {
  /** Whether the next password would be refused. */
  readonly busy: boolean;
  /** Scrypt with a salt and its parameters in the text. `null`: too many wait already. */
  hash(password: string): Promise<string | null>;
  /** Takes as long when there is no hash, so that nobody learns from it who has an account. */
  verify(password: string, hash: string | null): Promise<"right" | "wrong" | "busy">;
}

/** A new seed as it is shown: base32, and the `otpauth:` address that apps read. `sealed` goes through the form that confirms it. */
export type FactorOffer = { base32: string; address: string; sealed: string };

/** RFC 6238: six digits, thirty seconds, SHA-1, as every authenticator app knows it. Seeds are random, 160 bits. */
export interface SecondFactor {
  offer(operator: Pick<Operator, "id" | "email">, now: Date): Promise<FactorOffer>;
  /** The offer that was sealed for this operator; `null`: for another, older than an hour, or none of ours. */
  reopen(sealed: string, operator: Pick<Operator, "id" | "email">, now: Date): Promise<FactorOffer | null>;
  /** The time step whose code this is: the present one or the one before; `null`: neither. */
  stepOf(code: string, seed: string, now: Date): number | null;
}

/** Browsers that signed in before, by a cookie that only we can have made. */
export interface KnownDevices {
  /** The mark that this browser got when it last signed in to this account; `null`: it never did. */
  markOf(cookie: string | null, email: string): string | null;
  /** The cookie of a browser that has just signed in to this account: a new mark, beside those for other accounts. */
  remember(cookie: string | null, email: string): string;
}

/** `device` is the mark of a browser that signed in to this account before. */
export type Attempter = { addressPrefix: string; account: string; device: string | null };
/** `fillsAccount`: if this one fails, the account is locked for everybody whose browser is not known. */
export type SignInAttempt =
  | { status: "open"; fillsAccount: boolean; takeBack(): Promise<void> }
  | { status: "limited"; retryAfterSeconds: number; known: boolean };

/**
 * Failures at the door. Those of a known browser are counted for it alone; those of others for the place, for the
 * account and over everybody.
 */
export interface SignInLimits {
  /** Counts a failure beforehand, so that attempts at once do not pass a limit together. Who did not fail takes it back. */
  attempt(step: "password" | "code", attempter: Attempter): Promise<SignInAttempt>;
}
