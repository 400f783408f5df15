import type { DeskAuditAction, DeskAuditEntry, DeskAuditSubject } from "#app/domain/team/desk-audit.ts";
import type { DeskSession } from "#app/domain/team/desk-session.ts";

import type { Operator, OperatorRole } from "#app/domain/team/operator.ts";
import type { OperatorWarning } from "#app/domain/team/operator-warning.ts";

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
export type OperatorAct = { action: DeskAuditAction; at: Date; operatorEmail: string | null };

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

/** Codes that open in place of the app's, each once. Kept only as hashes. */
export interface RecoveryCodeRepository {
  /** All earlier ones of the operator are void. */
  replace(operatorId: string, hashes: string[], now: Date): Promise<void>;
  /** Uses a code up. `false`: there is none with this hash. */
  take(operatorId: string, hash: string): Promise<boolean>;
  /** How many are left, and since when; `since` is `null` when there are none. */
  left(operatorId: string): Promise<{ count: number; since: Date | null }>;
}

/** A new set of codes, in their one spelling. */
export type RecoveryCodeMaker = () => string[];

/** A keyed mark of an address prefix: the same for the same place, and no way back to it. */
export type PlaceMark = (addressPrefix: string) => string;
