import { and, eq, gt, isNotNull, isNull, lt, or } from "drizzle-orm";
import type { OperatorRepository } from "#app/application/desk/ports.ts";
import type { Db } from "./database.ts";
import { operators } from "./schema.ts";

const account = {
  id: operators.id,
  email: operators.email,
  role: operators.role,
  passwordHash: operators.passwordHash,
  totpVersion: operators.totpVersion,
  createdAt: operators.createdAt,
  disabledAt: operators.disabledAt,
  inviteRole: operators.inviteRole,
  inviteExpiresAt: operators.inviteExpiresAt,
};
const noInvitation = { inviteTokenHash: null, inviteExpiresAt: null, inviteRole: null };

export function operatorRepository(db: Db): OperatorRepository {
  return {
    async findByEmail(email) {
      const [row] = await db.select(account).from(operators).where(eq(operators.email, email));
      return row ?? null;
    },

    async find(id) {
      const [row] = await db.select(account).from(operators).where(eq(operators.id, id));
      return row ?? null;
    },

    async list() {
      return await db.select(account).from(operators).orderBy(operators.createdAt, operators.id);
    },

    async addOnce(operator, now) {
      const added = await db
        .insert(operators)
        .values({ ...operator, createdAt: now })
        .onConflictDoNothing({ target: operators.email })
        .returning({ id: operators.id });
      return added.length > 0;
    },

    async invite(id, { tokenHash, role, expiresAt }) {
      await db
        .update(operators)
        .set({ inviteTokenHash: tokenHash, inviteExpiresAt: expiresAt, inviteRole: role })
        .where(eq(operators.id, id));
    },

    async findInvited(tokenHash, now) {
      const open = and(eq(operators.inviteTokenHash, tokenHash), gt(operators.inviteExpiresAt, now));
      const [row] = await db.select(account).from(operators).where(open);
      return row ?? null;
    },

    async accept(tokenHash, { usedStep, ...credentials }) {
      const accepted = await db
        .update(operators)
        .set({ ...credentials, ...noInvitation, totpUsedStep: usedStep, disabledAt: null })
        .where(eq(operators.inviteTokenHash, tokenHash))
        .returning({ id: operators.id });
      return accepted.length > 0;
    },

    async takeStep(id, step) {
      const unused = or(isNull(operators.totpUsedStep), lt(operators.totpUsedStep, step));
      const used = await db
        .update(operators)
        .set({ totpUsedStep: step })
        .where(and(eq(operators.id, id), unused))
        .returning({ id: operators.id });
      return used.length > 0;
    },

    async setRole(id, role) {
      await db.update(operators).set({ role, inviteRole: null }).where(eq(operators.id, id));
    },

    async setDisabled(id, at) {
      await db
        .update(operators)
        .set({ disabledAt: at, ...noInvitation })
        .where(eq(operators.id, id));
    },

    async lockActiveOwners() {
      const rows = await db
        .select({ id: operators.id })
        .from(operators)
        .where(and(eq(operators.role, "owner"), isNotNull(operators.passwordHash), isNull(operators.disabledAt)))
        .for("update");
      return rows.map(({ id }) => id);
    },
  };
}
