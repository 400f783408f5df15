import type { DeskAuditEntry } from "#app/domain/desk-audit.ts";
import { isOver, openSession } from "#app/domain/desk-session.ts";
import { operatorEmail } from "#app/domain/operator-invitation.ts";
import type { Clock, Database } from "../ports.ts";
import type { DeskTokens, OperatorAccount, Passwords, SecondFactor, SignInLimits } from "./ports.ts";

type Parts = {
  database: Database;
  tokens: DeskTokens;
  passwords: Passwords;
  secondFactor: SecondFactor;
  limits: SignInLimits;
  clock: Clock;
};

/** `refused` says the same of a wrong password, an unknown e-mail, somebody disabled and somebody who never accepted. */
export type SignInOutcome =
  | { status: "accepted"; token: string }
  | { status: "refused" }
  | { status: "limited"; retryAfterSeconds: number };

export type CodeOutcome = SignInOutcome | { status: "over" };

/** The first step: e-mail and password open a session that only asks for the code. */
export class SignInUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: { email: string; password: string; addressPrefix: string }): Promise<SignInOutcome> {
    const { database, tokens, passwords, limits, clock } = this.#parts;
    const email = operatorEmail(command.email);
    const retryAfterSeconds = await limits.attempt("password", command.addressPrefix, email);
    if (retryAfterSeconds > 0) return { status: "limited", retryAfterSeconds };

    const account = await database.transaction(({ operators }) => operators.findByEmail(email));
    const mayEnter = account !== null && account.disabledAt === null;
    const right = await passwords.verify(command.password, mayEnter ? account.passwordHash : null);
    const now = clock();
    return await database.transaction(async ({ deskSessions, deskAudit }) => {
      if (!right || account === null) {
        await deskAudit.record(failed(account, "password", now));
        return { status: "refused" };
      }
      const token = tokens.make();
      await deskSessions.add(openSession(tokens.hash(token), account.id, "password", now));
      return { status: "accepted", token };
    });
  }
}

/** The second step: the code turns the half session into a whole one, under a new token. */
export class ConfirmCodeUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `token` is the half session's. `over`: it is no half session, or not any more. */
  async execute(command: { token: string; code: string; addressPrefix: string }): Promise<CodeOutcome> {
    const { database, tokens, secondFactor, limits, clock } = this.#parts;
    const now = clock();
    const half = tokens.hash(command.token);
    const found = await database.transaction(({ deskSessions }) => deskSessions.find(half));
    if (found?.session.stage !== "password" || isOver(found.session, now)) return { status: "over" };
    const operatorId = found.operator.id;
    const retryAfterSeconds = await limits.attempt("code", command.addressPrefix, operatorId);
    if (retryAfterSeconds > 0) return { status: "limited", retryAfterSeconds };

    return await database.transaction(async ({ operators, deskSessions, deskAudit }) => {
      const account = await operators.find(operatorId);
      const step = account && secondFactor.stepOf(command.code, account, account.totpVersion, now);
      if (account === null || step === null || !(await operators.takeStep(account.id, step))) {
        await deskAudit.record(failed(account, "code", now));
        return { status: "refused" };
      }
      const token = tokens.make();
      await deskSessions.remove(half);
      await deskSessions.add(openSession(tokens.hash(token), account.id, "full", now));
      await deskAudit.record({ operatorId: account.id, action: "sign_in", at: now });
      return { status: "accepted", token };
    });
  }
}

function failed(account: OperatorAccount | null, step: "password" | "code", at: Date): DeskAuditEntry {
  return { operatorId: account?.id ?? null, action: "sign_in_failed", at, details: { step } };
}
