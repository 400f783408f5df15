import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { DeskTokens, RecoveryCodeMaker } from "#app/application/ports/team.ts";

type Parts = { database: Database; tokens: DeskTokens; makeRecoveryCodes: RecoveryCodeMaker; clock: Clock };

/** Creates recovery codes: returned once, stored only as hashes. Earlier codes become void. */
export class MakeRecoveryCodesUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ operatorId }: { operatorId: string }): Promise<string[]> {
    const { database, tokens, makeRecoveryCodes, clock } = this.#parts;
    const now = clock();
    const codes = makeRecoveryCodes();
    await database.transaction(async ({ recoveryCodes, deskAudit }) => {
      await recoveryCodes.replace(operatorId, codes.map(tokens.hash), now);
      const details = { codes: String(codes.length) };
      await deskAudit.record({ operatorId, action: "recovery_codes_made", at: now, details });
    });
    return codes;
  }
}
