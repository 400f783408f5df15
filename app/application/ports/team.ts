import type { DeskAuditAction, DeskAuditEntry, DeskAuditSubject } from "#app/domain/team/desk-audit.ts";
import type { DeskSession } from "#app/domain/team/desk-session.ts";

import type { Operator, OperatorRole } from "#app/domain/team/operator.ts";
import type { OperatorWarning } from "#app/domain/team/operator-warning.ts";

/** Append-only: the database refuses to change entries. */
export interface DeskAudit {
  /**
   * Written in the transaction of the act, so that neither exists without the other. Of failed sign-ins, which strangers
   * cause, only the first per account, step and hour is an entry; the others are counted.
   */
  record(entry: DeskAuditEntry): Promise<void>;
  /** Adds an entry for each count of a past hour, up to `limit`. Returns how many counts there were. */
  sumUpFailures(now: Date, limit: number): Promise<number>;
  /** Newest first, older than the entry `before`; of one operator, or of everybody. */
  page(from: { operatorId: string | null; before: number | null }, limit: number): Promise<DeskAuditRow[]>;
  /** How many contacts an operator was shown after this moment, counted up to `countUpTo`. */
  revealsSince(operatorId: string, since: Date, countUpTo: number): Promise<number>;
}

/** `operator` is the actor's e-mail; `null`: not an operator. */
export type DeskAuditRow = {
  id: number;
  operator: string | null;
  action: DeskAuditAction;
  subject: AuditedSubject | null;
  at: Date;
  details: Record<string, string>;
};
/** The object of an act as it stands now. */
export type AuditedSubject =
  | { kind: "request"; id: string; serviceTitle: string; since: Date }
  | { kind: "service"; id: string; title: string }
  | { kind: "slot"; id: string; startsAt: Date }
  | { kind: "operator"; email: string }
  | { kind: "gone"; was: DeskAuditSubject["kind"] };

export interface DeskSessionRepository {
  /** Deletes sessions that are over by then. */
  add(session: Omit<DeskSession, "id">): Promise<void>;
  /** The session and its operator; `null` when there is none or the operator is disabled. */
  find(tokenHash: string): Promise<{ session: DeskSession; operator: Operator } | null>;
  touch(tokenHash: string, at: Date): Promise<void>;
  remove(tokenHash: string): Promise<void>;
  removeAllOf(operatorId: string): Promise<void>;
  /** Sessions that only ask for the code. */
  removeHalfOf(operatorId: string): Promise<void>;
  /** The operator's sessions, newest first. */
  listOf(operatorId: string): Promise<DeskSession[]>;
  /** `false`: the operator has no such session. */
  end(operatorId: string, id: string): Promise<boolean>;
  /** All of the operator's sessions but this one. */
  removeOthersOf(operatorId: string, id: string): Promise<void>;
  /** A code was proven in this session. */
  setCodeAt(id: string, at: Date): Promise<void>;
}

/** What signing in needs to know. `passwordHash` is `null` until an invitation was accepted. */
export type OperatorAccount = Operator & {
  passwordHash: string | null;
  /** Wrong codes since the last right one. */
  wrongCodes: number;
  createdAt: Date;
  disabledAt: Date | null;
  /** The role of the newest invitation, until it is accepted or withdrawn. */
  inviteRole: OperatorRole | null;
  inviteExpiresAt: Date | null;
};

export interface OperatorRepository {
  findByEmail(email: string): Promise<OperatorAccount | null>;
  find(id: string): Promise<OperatorAccount | null>;
  /** All operators, in order of joining. */
  list(): Promise<OperatorAccount[]>;
  /** Adds an operator without a password. `false`: the e-mail exists already. */
  addOnce(operator: Operator, now: Date): Promise<boolean>;
  /** Only the newest invitation of an operator can be accepted. */
  invite(id: string, invitation: { tokenHash: string; role: OperatorRole; expiresAt: Date }): Promise<void>;
  findInvited(tokenHash: string, now: Date): Promise<OperatorAccount | null>;
  /** Uses the invitation up; the seed is sealed. `false`: another request was first. */
  accept(
    id: string,
    accepted: { tokenHash: string; role: OperatorRole; passwordHash: string; seed: string; usedStep: number },
  ): Promise<boolean>;
  /** The base32 seed of the second factor; `null`: none yet. Throws `UndecryptableError`. */
  seedOf(id: string): Promise<string | null>;
  /** Each code works once and resets the wrong codes. `false`: this or a later step was used, or the account is closed. */
  takeStep(id: string, step: number): Promise<boolean>;
  /** A recovery code resets the wrong codes too. */
  forgiveWrongCodes(id: string): Promise<void>;
  /** Returns the number of wrong codes since the last right one. */
  countWrongCode(id: string): Promise<number>;
  /** `false`: the operator got the same warning less than `WARNING_PAUSE_HOURS` ago. */
  warnOnce(id: string, about: OperatorWarning, now: Date): Promise<boolean>;
  /** An open invitation then gives this role. */
  setRole(id: string, role: OperatorRole): Promise<void>;
  /** Withdraws an open invitation too. */
  setDisabled(id: string, at: Date | null): Promise<void>;
  /** Replaces the second factor; the seed is sealed, and codes up to `usedStep` are used. */
  setFactor(id: string, factor: { seed: string; usedStep: number }): Promise<void>;
  setPassword(id: string, passwordHash: string): Promise<void>;
  /** Locks the row until the transaction ends. */
  hold(id: string): Promise<void>;
  /** Owners who can sign in, locked until the transaction ends: the last one must stay. */
  lockActiveOwners(): Promise<string[]>;
}

/** Tokens of sessions and invitations: 32 random bytes as base64url, stored only as their hex SHA-256. */
export interface DeskTokens {
  make(): string;
  hash(token: string): string;
}
export type OperatorAct = { action: DeskAuditAction; at: Date; operatorEmail: string | null };

/** Hashing blocks a core: only a few passwords are hashed at once, and a few wait. */
export interface Passwords {
  /** Whether the next password would be refused. */
  readonly busy: boolean;
  /** Scrypt with a salt and its parameters in the text. `null`: too many are waiting. */
  hash(password: string): Promise<string | null>;
  /** Takes as long without a hash, so that the time does not reveal which accounts exist. */
  verify(password: string, hash: string | null): Promise<"right" | "wrong" | "busy">;
}

/** A new seed for display: base32, and the `otpauth:` address for apps. `sealed` travels in the form that confirms it. */
export type FactorOffer = { base32: string; address: string; sealed: string };

/** RFC 6238: six digits, thirty seconds, SHA-1, as every authenticator app supports. Seeds are random, 160 bits. */
export interface SecondFactor {
  offer(operator: Pick<Operator, "id" | "email">, now: Date): Promise<FactorOffer>;
  /** Opens an offer sealed for this operator; `null`: for another operator, older than an hour, or forged. */
  reopen(sealed: string, operator: Pick<Operator, "id" | "email">, now: Date): Promise<FactorOffer | null>;
  /** The time step of this code: the present or the previous one; `null`: neither. */
  stepOf(code: string, seed: string, now: Date): number | null;
}

/** Browsers that signed in before, known by a cookie that only we can make. */
export interface KnownDevices {
  /** The mark that this browser got at its last sign-in to this account; `null`: never signed in. */
  markOf(cookie: string | null, email: string): string | null;
  /** The cookie after a sign-in to this account: a new mark, next to those of other accounts. */
  remember(cookie: string | null, email: string): string;
}

/** `device` is the mark of a browser that signed in to this account before. */
export type Attempter = { addressPrefix: string; account: string; device: string | null };
/** `fillsAccount`: if this attempt fails, the account is locked for every unknown browser. */
export type SignInAttempt =
  | { status: "open"; fillsAccount: boolean; takeBack(): Promise<void> }
  | { status: "limited"; retryAfterSeconds: number; known: boolean };

/**
 * Sign-in failures. A known browser has its own count; others count for the place, for the
 * account and in total.
 */
export interface SignInLimits {
  /** Counts a failure in advance, so that parallel attempts cannot exceed a limit. A success takes it back. */
  attempt(step: "password" | "code", attempter: Attempter): Promise<SignInAttempt>;
}

/** Recovery codes, usable once each in place of the app's code. Stored only as hashes. */
export interface RecoveryCodeRepository {
  /** All earlier codes of the operator become void. */
  replace(operatorId: string, hashes: string[], now: Date): Promise<void>;
  /** Uses a code up. `false`: there is none with this hash. */
  take(operatorId: string, hash: string): Promise<boolean>;
  /** How many are left, and since when; `since` is `null` when there are none. */
  left(operatorId: string): Promise<{ count: number; since: Date | null }>;
}

/** A new set of normalised codes. */
export type RecoveryCodeMaker = () => string[];

/** A keyed mark of an address prefix: stable per place and irreversible. */
export type PlaceMark = (addressPrefix: string) => string;
