import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type {
  DeskTokens,
  KnownDevices,
  Passwords,
  PlaceMark,
  SecondFactor,
  SignInAttempt,
  SignInLimits,
} from "#app/application/ports/team.ts";
import { warnOperator } from "#app/application/team/warn-operator.ts";
import type { DeskAuditEntry } from "#app/domain/team/desk-audit.ts";
import { isOver, openSession } from "#app/domain/team/desk-session.ts";
import { operatorEmail } from "#app/domain/team/operator-invitation.ts";
import { codesAreSpent } from "#app/domain/team/wrong-codes.ts";
import { proveCode } from "./prove-code.ts";

type Parts = {
  database: Database;
  tokens: DeskTokens;
  passwords: Passwords;
  secondFactor: SecondFactor;
  devices: KnownDevices;
  limits: SignInLimits;
  placeMark: PlaceMark;
  ids: Ids;
  clock: Clock;
};

type Refusal =
  /** `again`: not the first wrong code in a row. The same for a wrong password, an unknown e-mail, a disabled operator and an invitation never accepted. */
  | { status: "refused"; again?: boolean }
  /** Too many wrong codes: only an invitation reopens the account. Told only after a right password. */
  | { status: "closed" }
  | Extract<SignInAttempt, { status: "limited" }>;

/** `busy`: too many passwords are being hashed now; nothing was tried or counted. */
export type SignInOutcome = { status: "accepted"; token: string; device: null } | { status: "busy" } | Refusal;

/** `device` is the browser's new cookie. `over`: not a half session, or an expired one. */
export type CodeOutcome = { status: "accepted"; token: string; device: string } | { status: "over" } | Refusal;

/** The first step: e-mail and password open a session that only asks for the code. */
export class SignInUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `device` is the cookie that the browser sent. */
  async execute(command: {
    email: string;
    password: string;
    addressPrefix: string;
    device: string | null;
  }): Promise<SignInOutcome> {
    const { passwords, devices, limits } = this.#parts;
    if (passwords.busy) return { status: "busy" };
    const email = operatorEmail(command.email);
    const device = devices.markOf(command.device, email);
    const attempt = await limits.attempt("password", { ...command, account: email, device });
    if (attempt.status === "limited") return attempt;
    return await keepingFailures(attempt, this.#enter(email, command, attempt.fillsAccount), ["refused"]);
  }

  async #enter(
    email: string,
    { password, addressPrefix }: { password: string; addressPrefix: string },
    fillsAccount: boolean,
  ): Promise<SignInOutcome> {
    const { database, tokens, passwords, placeMark, ids, clock } = this.#parts;
    const account = await database.transaction(({ operators }) => operators.findByEmail(email));
    const mayEnter = account !== null && account.disabledAt === null;
    const verdict = await passwords.verify(password, mayEnter ? account.passwordHash : null);
    if (verdict === "busy") return { status: "busy" };
    const now = clock();
    return await database.transaction(async (repositories) => {
      if (verdict === "wrong" || account === null) {
        await repositories.deskAudit.record(failed(account, "password", placeMark(addressPrefix), now));
        if (fillsAccount && mayEnter)
          await warnOperator(repositories, ids, { operatorId: account.id, about: "locked", now });
        return { status: "refused" };
      }
      if (codesAreSpent(account)) return { status: "closed" };
      const token = tokens.make();
      await repositories.deskSessions.add(openSession(tokens.hash(token), account.id, "password", now));
      return { status: "accepted", token, device: null };
    });
  }
}

/** The second step: the code turns the half session into a full one with a new token. */
export class ConfirmCodeUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `token` is the half session's, `device` the cookie that the browser sent. */
  async execute(command: {
    token: string;
    code: string;
    addressPrefix: string;
    device: string | null;
  }): Promise<CodeOutcome> {
    const { database, tokens, devices, limits, clock } = this.#parts;
    const half = tokens.hash(command.token);
    const found = await database.transaction(({ deskSessions }) => deskSessions.find(half));
    if (found?.session.stage !== "password" || isOver(found.session, clock())) return { status: "over" };
    const { id, email } = found.operator;
    const device = devices.markOf(command.device, email);
    const attempt = await limits.attempt("code", { ...command, account: id, device });
    if (attempt.status === "limited") return attempt;

    const outcome = await keepingFailures(attempt, this.#confirm(half, id, command), ["refused", "closed"]);
    if (outcome.status !== "accepted") return outcome;
    return { ...outcome, device: devices.remember(command.device, email) };
  }

  #confirm(half: string, operatorId: string, { code, addressPrefix }: { code: string; addressPrefix: string }) {
    const { database, tokens, placeMark, clock } = this.#parts;
    const now = clock();
    return database.transaction(async (repositories) => {
      const { deskSessions, deskAudit } = repositories;
      const proof = await proveCode(repositories, this.#parts, { operatorId, code, now });
      if (proof !== "app" && proof !== "recovery") {
        await deskAudit.record(failed({ id: operatorId }, "code", placeMark(addressPrefix), now));
        return proof === "spent"
          ? ({ status: "closed" } as const)
          : ({ status: "refused", again: proof === "wrong-again" } as const);
      }
      const token = tokens.make();
      await deskSessions.remove(half);
      await deskSessions.add(openSession(tokens.hash(token), operatorId, "full", now));
      const by = proof === "recovery" ? { details: { by: proof } } : {};
      await deskAudit.record({ operatorId, action: "sign_in", at: now, ...by });
      return { status: "accepted", token } as const;
    });
  }
}

/** The attempt was counted as a failure in advance and stays one only if its outcome is in `failures`. */
async function keepingFailures<Outcome extends { status: string }>(
  attempt: { takeBack(): Promise<void> },
  outcome: Promise<Outcome>,
  failures: readonly string[],
): Promise<Outcome> {
  const { status } = await outcome.catch(() => ({ status: "fault" }));
  if (!failures.includes(status)) await attempt.takeBack();
  return outcome;
}

/** `from`: a mark of the place, so that failures from one place can be told from many. */
function failed(operator: { id: string } | null, step: "password" | "code", from: string, at: Date): DeskAuditEntry {
  return { operatorId: operator?.id ?? null, action: "sign_in_failed", at, details: { step, from } };
}
