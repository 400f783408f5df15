import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import { type DeskSession, isOver } from "#app/domain/team/desk-session.ts";

type Parts = { database: Database; clock: Clock };
export type OwnSession = Pick<DeskSession, "id" | "stage" | "createdAt" | "lastSeenAt">;
export type Account = {
  /** Sessions that are still valid, newest first. */
  sessions: OwnSession[];
  recovery: { count: number; since: Date | null };
  timeZone: string;
};

/** An operator's own account. */
export class GetAccountQuery {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute({ operatorId }: { operatorId: string }): Promise<Account> {
    const { database, clock } = this.#parts;
    const now = clock();
    return database.transaction(async ({ deskSessions, recoveryCodes, practice }) => {
      const sessions = await deskSessions.listOf(operatorId);
      const { timeZone } = await practice.settings();
      return {
        sessions: sessions
          .filter((session) => !isOver(session, now))
          .map(({ id, stage, createdAt, lastSeenAt }) => ({ id, stage, createdAt, lastSeenAt })),
        recovery: await recoveryCodes.left(operatorId),
        timeZone,
      };
    });
  }
}

/** Ends one of an operator's own sessions. `gone`: an expired session or another operator's. */
export class EndSessionUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute({ operatorId, sessionId }: { operatorId: string; sessionId: string }): Promise<"ended" | "gone"> {
    const { database, clock } = this.#parts;
    return database.transaction(async ({ deskSessions, deskAudit }) => {
      if (!(await deskSessions.end(operatorId, sessionId))) return "gone";
      await deskAudit.record({ operatorId, action: "session_ended", at: clock() });
      return "ended";
    });
  }
}
