import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type {
  DeskTokens,
  KnownDevices,
  PlaceMark,
  SecondFactor,
  SignInAttempt,
  SignInLimits,
} from "#app/application/ports/team.ts";
import type { Operator } from "#app/domain/team/operator.ts";
import { proveCode } from "./prove-code.ts";
import { refusedProof } from "./refused-proof.ts";

type Parts = {
  database: Database;
  tokens: DeskTokens;
  secondFactor: SecondFactor;
  devices: KnownDevices;
  limits: SignInLimits;
  placeMark: PlaceMark;
  ids: Ids;
  clock: Clock;
};
/** `device` is the cookie that the browser sent. */
type Command = {
  operator: Operator;
  sessionId: string;
  code: string;
  addressPrefix: string;
  device: string | null;
};

export type ConfirmAgainOutcome =
  | { status: "confirmed"; at: Date }
  /** `again`: not the first wrong code in a row. */
  | { status: "refused"; again: boolean }
  /** Too many wrong codes: only an invitation reopens the account. */
  | { status: "closed" }
  | Extract<SignInAttempt, { status: "limited" }>;

/** Asks for the code again in an open session, before irreversible acts. */
export class ConfirmAgainUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ operator, sessionId, code, ...from }: Command): Promise<ConfirmAgainOutcome> {
    const { database, devices, limits, placeMark, clock } = this.#parts;
    const { id: operatorId, email } = operator;
    const { addressPrefix } = from;
    const device = devices.markOf(from.device, email);
    const attempt = await limits.attempt("code", { addressPrefix, account: operatorId, device });
    if (attempt.status === "limited") return attempt;
    const now = clock();
    const outcome = await database.transaction(async (repositories): Promise<ConfirmAgainOutcome> => {
      const { deskSessions, deskAudit } = repositories;
      const proof = await proveCode(repositories, this.#parts, { operatorId, code, now });
      if (proof !== "app" && proof !== "recovery") {
        await deskAudit.record(refusedProof(operatorId, "code", placeMark(addressPrefix), now));
        return proof === "spent" ? { status: "closed" } : { status: "refused", again: proof === "wrong-again" };
      }
      await deskSessions.setCodeAt(sessionId, now);
      await deskAudit.record({ operatorId, action: "code_confirmed", at: now });
      return { status: "confirmed", at: now };
    });
    if (outcome.status === "confirmed") await attempt.takeBack();
    return outcome;
  }
}
