import type { Clock, Database } from "../ports.ts";
import type { DeskTokens } from "./ports.ts";

/** Ends one session: its token opens nothing any more. */
export class SignOutUseCase {
  readonly #parts: { database: Database; tokens: DeskTokens };

  constructor(parts: { database: Database; tokens: DeskTokens }) {
    this.#parts = parts;
  }

  async execute({ token }: { token: string }): Promise<void> {
    const { database, tokens } = this.#parts;
    await database.transaction(({ deskSessions }) => deskSessions.remove(tokens.hash(token)));
  }
}

/** Ends every session of an operator, on every device, this one too. */
export class SignOutEverywhereUseCase {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  async execute({ operatorId }: { operatorId: string }): Promise<void> {
    const { database, clock } = this.#parts;
    await database.transaction(async ({ deskSessions, deskAudit }) => {
      await deskSessions.removeAllOf(operatorId);
      await deskAudit.record({ operatorId, action: "sign_out_everywhere", at: clock() });
    });
  }
}
