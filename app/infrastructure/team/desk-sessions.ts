import { and, desc, eq, isNull, lte, ne } from "drizzle-orm";
import type { DeskSessionRepository } from "#app/application/ports/team.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { deskSessions, operators } from "#app/infrastructure/tables/team.ts";

export function deskSessionRepository(db: Db): DeskSessionRepository {
  return {
    async add(session) {
      await db.delete(deskSessions).where(lte(deskSessions.expiresAt, session.createdAt));
      await db.insert(deskSessions).values(session);
    },

    async find(tokenHash) {
      const [row] = await db
        .select({
          session: deskSessions,
          operator: { id: operators.id, role: operators.role, email: operators.email },
        })
        .from(deskSessions)
        .innerJoin(operators, and(eq(operators.id, deskSessions.operatorId), isNull(operators.disabledAt)))
        .where(eq(deskSessions.tokenHash, tokenHash));
      return row ?? null;
    },

    async touch(tokenHash, at) {
      await db.update(deskSessions).set({ lastSeenAt: at }).where(eq(deskSessions.tokenHash, tokenHash));
    },

    async remove(tokenHash) {
      await db.delete(deskSessions).where(eq(deskSessions.tokenHash, tokenHash));
    },

    async removeAllOf(operatorId) {
      await db.delete(deskSessions).where(eq(deskSessions.operatorId, operatorId));
    },

    async removeHalfOf(operatorId) {
      const half = and(eq(deskSessions.operatorId, operatorId), eq(deskSessions.stage, "password"));
      await db.delete(deskSessions).where(half);
    },

    async listOf(operatorId) {
      return db
        .select()
        .from(deskSessions)
        .where(eq(deskSessions.operatorId, operatorId))
        .orderBy(desc(deskSessions.createdAt), deskSessions.id);
    },

    async end(operatorId, id) {
      const ended = await db
        .delete(deskSessions)
        .where(and(eq(deskSessions.operatorId, operatorId), eq(deskSessions.id, id)))
        .returning({ id: deskSessions.id });
      return ended.length > 0;
    },

    async removeOthersOf(operatorId, id) {
      await db.delete(deskSessions).where(and(eq(deskSessions.operatorId, operatorId), ne(deskSessions.id, id)));
    },

    async setCodeAt(id, at) {
      await db.update(deskSessions).set({ codeAt: at }).where(eq(deskSessions.id, id));
    },
  };
}
