import { randomInt } from "node:crypto";
import { and, count, eq, min } from "drizzle-orm";
import type { RecoveryCodeMaker, RecoveryCodeRepository } from "#app/application/ports/team.ts";
import { RECOVERY_ALPHABET, RECOVERY_CODE_LENGTH, RECOVERY_CODES } from "#app/domain/team/recovery-code.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { recoveryCodes } from "#app/infrastructure/tables/upkeep.ts";

const letter = () => RECOVERY_ALPHABET.charAt(randomInt(RECOVERY_ALPHABET.length));
export const makeRecoveryCodes: RecoveryCodeMaker = () =>
  Array.from({ length: RECOVERY_CODES }, () => Array.from({ length: RECOVERY_CODE_LENGTH }, letter).join(""));

export function recoveryCodeRepository(db: Db): RecoveryCodeRepository {
  return {
    async replace(operatorId, hashes, now) {
      await db.delete(recoveryCodes).where(eq(recoveryCodes.operatorId, operatorId));
      if (hashes.length === 0) return;
      await db.insert(recoveryCodes).values(hashes.map((codeHash) => ({ operatorId, codeHash, createdAt: now })));
    },

    async take(operatorId, hash) {
      const taken = await db
        .delete(recoveryCodes)
        .where(and(eq(recoveryCodes.operatorId, operatorId), eq(recoveryCodes.codeHash, hash)))
        .returning({ hash: recoveryCodes.codeHash });
      return taken.length > 0;
    },

    async left(operatorId) {
      const [row] = await db
        .select({ count: count(), since: min(recoveryCodes.createdAt) })
        .from(recoveryCodes)
        .where(eq(recoveryCodes.operatorId, operatorId));
      return { count: row?.count ?? 0, since: row?.since ?? null };
    },
  };
}
