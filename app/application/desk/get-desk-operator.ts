import { type DeskSessionStage, isOver, isToBeTouched } from "#app/domain/desk-session.ts";
import type { Operator } from "#app/domain/operator.ts";
import type { Clock, Database } from "../ports.ts";
import type { DeskTokens } from "./ports.ts";

type Parts = { database: Database; tokens: DeskTokens; clock: Clock };

/** Whose session a token opens, and how far. `null`: forged, over, signed out, or of an operator who was disabled. */
export class GetDeskOperatorQuery {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute(token: string): Promise<{ operator: Operator; stage: DeskSessionStage } | null> {
    const { database, tokens, clock } = this.#parts;
    return database.transaction(async ({ deskSessions }) => {
      const now = clock();
      const found = await deskSessions.find(tokens.hash(token));
      if (!found || isOver(found.session, now)) return null;
      if (isToBeTouched(found.session, now)) await deskSessions.touch(found.session.tokenHash, now);
      return { operator: found.operator, stage: found.session.stage };
    });
  }
}
