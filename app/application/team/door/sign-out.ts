import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { DeskTokens } from "#app/application/ports/team.ts";

/** Ends one session. Signing out of a half session is not audited. */
export class SignOutUseCase {
  readonly #parts: { database: Database; tokens: DeskTokens; clock: Clock };

  constructor(parts: { database: Database; tokens: DeskTokens; clock: Clock }) {
    this.#parts = parts;
  }

  async execute({ token }: { token: string }): Promise<void> {
    const { database, tokens, clock } = this.#parts;
    const hash = tokens.hash(token);
    await database.transaction(async ({ deskSessions, deskAudit }) => {
      const found = await deskSessions.find(hash);
      await deskSessions.remove(hash);
      if (found?.session.stage === "full")
        await deskAudit.record({ operatorId: found.operator.id, action: "sign_out", at: clock() });
    });
  }
}

/** Ends every session of an operator on every device, including this one. */
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
