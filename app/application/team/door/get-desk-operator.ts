import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { DeskTokens } from "#app/application/ports/team.ts";
import { type DeskSession, isOver, isToBeTouched } from "#app/domain/team/desk-session.ts";
import type { Operator } from "#app/domain/team/operator.ts";

type Parts = { database: Database; tokens: DeskTokens; clock: Clock };

/** A session without the hash of its token. */
export type OpenSession = Pick<DeskSession, "id" | "stage" | "codeAt">;

/** The operator of a session token, and what the session grants. `null`: forged, expired, signed out, or a disabled operator. */
export class GetDeskOperatorQuery {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute(token: string): Promise<{ operator: Operator; session: OpenSession } | null> {
    const { database, tokens, clock } = this.#parts;
    return database.transaction(async ({ deskSessions }) => {
      const now = clock();
      const found = await deskSessions.find(tokens.hash(token));
      if (!found || isOver(found.session, now)) return null;
      if (isToBeTouched(found.session, now)) await deskSessions.touch(found.session.tokenHash, now);
      const { id, stage, codeAt } = found.session;
      return { operator: found.operator, session: { id, stage, codeAt } };
    });
  }
}
