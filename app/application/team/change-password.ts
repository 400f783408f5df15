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
import type { PracticeMemory } from "#app/application/ports/timetable.ts";
import type { Operator } from "#app/domain/team/operator.ts";
import { type PasswordWeakness, passwordWeakness } from "#app/domain/team/password-weakness.ts";
import { proveCode } from "./door/prove-code.ts";
import { refusedProof } from "./door/refused-proof.ts";
import { tellTeam } from "./team-news.ts";

type Parts = {
  database: Database;
  tokens: DeskTokens;
  passwords: Passwords;
  secondFactor: SecondFactor;
  devices: KnownDevices;
  limits: SignInLimits;
  placeMark: PlaceMark;
  practiceMemory: Pick<PracticeMemory, "about">;
  ids: Ids;
  clock: Clock;
};
/** `device` is the cookie that the browser sent. */
type Command = {
  operator: Operator;
  sessionId: string;
  oldPassword: string;
  newPassword: string;
  code: string;
  addressPrefix: string;
  device: string | null;
};
type Step = "password" | "code";

export type ChangePasswordOutcome =
  | { status: "changed" }
  | { status: "weak-password"; weakness: PasswordWeakness }
  | { status: "wrong-password" }
  /** `again`: not the first wrong code in a row. */
  | { status: "wrong-code"; again: boolean }
  /** Too many wrong codes: only an invitation reopens the account. */
  | { status: "closed" }
  /** Too many passwords are being hashed now; nothing was tried or counted. */
  | { status: "busy" }
  | Extract<SignInAttempt, { status: "limited" }>;

/** Changes one's own password, proven by the old one and a code. Every other session ends; a mail reports it. */
export class ChangePasswordUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: Command): Promise<ChangePasswordOutcome> {
    const { practiceMemory, passwords } = this.#parts;
    const { name: practiceName } = practiceMemory.about;
    const weakness = passwordWeakness(command.newPassword, { email: command.operator.email, practiceName });
    if (weakness) return { status: "weak-password", weakness };
    if (passwords.busy) return { status: "busy" };
    const old = await this.#attempt("password", command);
    if (old.status === "limited") return old;
    const verdict = await this.#verify(command);
    if (verdict !== "wrong") await old.takeBack();
    if (verdict === "busy") return { status: "busy" };
    if (verdict === "wrong") {
      await this.#parts.database.transaction(({ deskAudit }) => deskAudit.record(this.#refused("password", command)));
      return { status: "wrong-password" };
    }
    const passwordHash = await passwords.hash(command.newPassword);
    if (passwordHash === null) return { status: "busy" };
    const proof = await this.#attempt("code", command);
    if (proof.status === "limited") return proof;
    const outcome = await this.#change(command, passwordHash);
    if (outcome.status === "changed") await proof.takeBack();
    return outcome;
  }

  #attempt(step: Step, { operator: { id, email }, addressPrefix, device }: Command): Promise<SignInAttempt> {
    const { devices, limits } = this.#parts;
    const account = step === "password" ? email : id;
    return limits.attempt(step, { addressPrefix, account, device: devices.markOf(device, email) });
  }

  async #verify({ operator, oldPassword }: Command) {
    const { database, passwords } = this.#parts;
    const account = await database.transaction(({ operators }) => operators.find(operator.id));
    return passwords.verify(oldPassword, account?.passwordHash ?? null);
  }

  #change({ operator, sessionId, ...typed }: Command, passwordHash: string): Promise<ChangePasswordOutcome> {
    const { database, ids, clock } = this.#parts;
    const now = clock();
    const operatorId = operator.id;
    return database.transaction(async (repositories) => {
      const { operators, deskSessions, deskAudit } = repositories;
      const proof = await proveCode(repositories, this.#parts, { operatorId, code: typed.code, now });
      if (proof !== "app" && proof !== "recovery") {
        await deskAudit.record(this.#refused("code", { operator, ...typed }));
        return proof === "spent" ? { status: "closed" } : { status: "wrong-code", again: proof === "wrong-again" };
      }
      await operators.setPassword(operatorId, passwordHash);
      await deskSessions.removeOthersOf(operatorId, sessionId);
      await deskSessions.setCodeAt(sessionId, now);
      await deskAudit.record({ operatorId, action: "password_changed", at: now });
      await tellTeam(repositories, ids, "password_changed", operatorId);
      return { status: "changed" };
    });
  }

  #refused(step: Step, { operator, addressPrefix }: Pick<Command, "operator" | "addressPrefix">) {
    const { placeMark, clock } = this.#parts;
    return refusedProof(operator.id, step, placeMark(addressPrefix), clock());
  }
}
