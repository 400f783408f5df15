import type { DeskAuditEntry } from "#app/domain/desk-audit.ts";
import { isOver, openSession } from "#app/domain/desk-session.ts";
import { operatorEmail } from "#app/domain/operator-invitation.ts";
import { codesAreSpent } from "#app/domain/team/wrong-codes.ts";
import type { Clock, Database, Ids } from "../ports.ts";
import { warnOperator } from "../team/warn-operator.ts";
import type {
  DeskTokens,
  KnownDevices,
  OperatorAccount,
  Passwords,
  SecondFactor,
  SignInAttempt,
  SignInLimits,
} from "./ports.ts";

type Parts = {
  database: Database;
  tokens: DeskTokens;
  passwords: Passwords;
  secondFactor: SecondFactor;
  devices: KnownDevices;
  limits: SignInLimits;
  ids: Ids;
  clock: Clock;
};

type Refusal =
  /** The same of a wrong password, an unknown e-mail, somebody disabled and somebody who never accepted. */
  | { status: "refused" }
  /** Too many wrong codes: only an invitation opens the account again. Told only after a right password. */
  | { status: "closed" }
  | Extract<SignInAttempt, { status: "limited" }>;

/** `busy`: too many passwords are being hashed at this moment; nothing was tried or counted. */
export type SignInOutcome = { status: "accepted"; token: string; device: null } | { status: "busy" } | Refusal;

/** `device` is the browser's new cookie. `over`: it is no half session, or not any more. */
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
    const { database, tokens, passwords, devices, limits, ids, clock } = this.#parts;
    if (passwords.busy) return { status: "busy" };
    const email = operatorEmail(command.email);
    const device = devices.markOf(command.device, email);
    const attempt = await limits.attempt("password", { ...command, account: email, device });
    if (attempt.status === "limited") return attempt;

    const account = await database.transaction(({ operators }) => operators.findByEmail(email));
    const mayEnter = account !== null && account.disabledAt === null;
    const verdict = await passwords.verify(command.password, mayEnter ? account.passwordHash : null);
    if (verdict === "busy") {
      await attempt.takeBack();
      return { status: "busy" };
    }
    const now = clock();
    if (verdict === "wrong" || account === null) {
      await database.transaction(async (repositories) => {
        await repositories.deskAudit.record(failed(account, "password", now));
        if (attempt.fillsAccount && mayEnter)
          await warnOperator(repositories, ids, { operatorId: account.id, about: "locked", now });
      });
      return { status: "refused" };
    }
    await attempt.takeBack();
    if (codesAreSpent(account)) return { status: "closed" };
    const token = tokens.make();
    await database.transaction(({ deskSessions }) =>
      deskSessions.add(openSession(tokens.hash(token), account.id, "password", now)),
    );
    return { status: "accepted", token, device: null };
  }
}

/** The second step: the code turns the half session into a whole one, under a new token. */
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

    const outcome = await this.#confirm(half, id, command.code);
    if (outcome.status !== "accepted") return outcome;
    await attempt.takeBack();
    return { ...outcome, device: devices.remember(command.device, email) };
  }

  #confirm(half: string, operatorId: string, code: string) {
    const { database, tokens, secondFactor, ids, clock } = this.#parts;
    const now = clock();
    return database.transaction(async (repositories) => {
      const { operators, deskSessions, deskAudit } = repositories;
      const account = await operators.find(operatorId);
      if (account === null) throw new Error("the operator of a half session is gone");
      const step = secondFactor.stepOf(code, account, account.totpVersion, now);
      if (step !== null && (await operators.takeStep(operatorId, step))) {
        const token = tokens.make();
        await deskSessions.remove(half);
        await deskSessions.add(openSession(tokens.hash(token), operatorId, "full", now));
        await deskAudit.record({ operatorId, action: "sign_in", at: now });
        return { status: "accepted", token } as const;
      }
      const spent = codesAreSpent({ wrongCodes: await operators.countWrongCode(operatorId) });
      if (spent) await deskSessions.removeHalfOf(operatorId);
      await deskAudit.record(failed(account, "code", now));
      await warnOperator(repositories, ids, { operatorId, about: spent ? "closed" : "wrong_code", now });
      return { status: spent ? "closed" : "refused" } as const;
    });
  }
}

function failed(account: OperatorAccount | null, step: "password" | "code", at: Date): DeskAuditEntry {
  return { operatorId: account?.id ?? null, action: "sign_in_failed", at, details: { step } };
}
