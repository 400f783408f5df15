import { and, eq, gt, isNotNull, isNull, lt, lte, or, sql } from "drizzle-orm";
import type { OperatorRepository } from "#app/application/ports/team.ts";
import { WARNING_PAUSE_HOURS } from "#app/domain/team/operator-warning.ts";
import { MOST_WRONG_CODES } from "#app/domain/team/wrong-codes.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { operators } from "#app/infrastructure/tables/team.ts";
import { rateLimits } from "#app/infrastructure/tables/upkeep.ts";
import { FACTOR_HOLDER } from "./factor-rotation.ts";

const HOUR_MS = 60 * 60 * 1000;

const account = {
  id: operators.id,
  email: operators.email,
  role: operators.role,
  passwordHash: operators.passwordHash,
  wrongCodes: operators.wrongCodes,
  createdAt: operators.createdAt,
  disabledAt: operators.disabledAt,
  inviteRole: operators.inviteRole,
  inviteExpiresAt: operators.inviteExpiresAt,
};
const noInvitation = { inviteTokenHash: null, inviteExpiresAt: null, inviteRole: null };

export function operatorRepository(db: Db, cipher: ContactCipher): OperatorRepository {
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

    async accept(id, { tokenHash, usedStep, seed, ...credentials }) {
      const totpSecret = await cipher.sealText(seed, { table: FACTOR_HOLDER, id });
      const accepted = await db
        .update(operators)
        .set({ ...credentials, ...noInvitation, totpSecret, totpUsedStep: usedStep, wrongCodes: 0, disabledAt: null })
        .where(and(eq(operators.id, id), eq(operators.inviteTokenHash, tokenHash)))
        .returning({ id: operators.id });
      return accepted.length > 0;
    },

    async seedOf(id) {
      const [row] = await db.select({ sealed: operators.totpSecret }).from(operators).where(eq(operators.id, id));
      return row?.sealed ? cipher.openText(row.sealed, { table: FACTOR_HOLDER, id }) : null;
    },

    async takeStep(id, step) {
      const { totpUsedStep: used } = operators;
      // A used step beyond the next one comes from a clock that was ahead: it would block every code until that time.
      const unused = or(isNull(used), lt(used, step), gt(used, step + 2));
      const taken = await db
        .update(operators)
        .set({ totpUsedStep: step, wrongCodes: 0 })
        .where(and(eq(operators.id, id), unused, lt(operators.wrongCodes, MOST_WRONG_CODES)))
        .returning({ id: operators.id });
      return taken.length > 0;
    },

    async countWrongCode(id) {
      const [row] = await db
        .update(operators)
        .set({ wrongCodes: sql`${operators.wrongCodes} + 1` })
        .where(eq(operators.id, id))
        .returning({ wrongCodes: operators.wrongCodes });
      if (!row) throw new Error("the operator of a half session is gone");
      return row.wrongCodes;
    },

    async forgiveWrongCodes(id) {
      await db.update(operators).set({ wrongCodes: 0 }).where(eq(operators.id, id));
    },

    async warnOnce(id, about, now) {
      const expire = now.getTime() + WARNING_PAUSE_HOURS[about] * HOUR_MS;
      const told = await db
        .insert(rateLimits)
        .values({ key: `warned:${about}:${id}`, points: 1, expire })
        .onConflictDoUpdate({
          target: rateLimits.key,
          set: { expire },
          setWhere: lte(rateLimits.expire, now.getTime()),
        })
        .returning({ key: rateLimits.key });
      return told.length > 0;
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

    async setFactor(id, { seed, usedStep }) {
      const totpSecret = await cipher.sealText(seed, { table: FACTOR_HOLDER, id });
      await db.update(operators).set({ totpSecret, totpUsedStep: usedStep }).where(eq(operators.id, id));
    },

    async setPassword(id, passwordHash) {
      await db.update(operators).set({ passwordHash }).where(eq(operators.id, id));
    },

    async hold(id) {
      await db.select({ id: operators.id }).from(operators).where(eq(operators.id, id)).for("update");
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
