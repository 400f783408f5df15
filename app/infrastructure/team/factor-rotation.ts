import { and, asc, eq, isNotNull, ne, type SQL, sql } from "drizzle-orm";
import { UndecryptableError } from "#app/application/ports/database.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { sealedKid } from "#app/infrastructure/keys/sealed-kid.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import { operators } from "#app/infrastructure/tables/team.ts";

/** The table of second factors' seeds, each sealed with its row's id bound in. */
export const FACTOR_HOLDER = "operators";
const kid = sealedKid(operators.totpSecret);

/** How many seeds each key protects. */
export async function countFactorKeys(db: Db): Promise<{ kid: string; rows: number }[]> {
  return db
    .select({ kid, rows: sql<number>`count(*)::int` })
    .from(operators)
    .where(isNotNull(operators.totpSecret))
    .groupBy(sql`1`)
    .orderBy(sql`1`);
}

/** Reseals every seed under the writing key. A team is a few people: no batches. A seed replaced meanwhile is skipped. */
export async function rotateFactors(
  db: Db,
  cipher: ContactCipher,
  { logger, stopped }: { logger: Logger; stopped(): boolean },
): Promise<{ rewritten: number; undecryptable: string[] }> {
  const rotation = { rewritten: 0, undecryptable: [] as string[] };
  for (const { id, sealed } of await sealedFactors(db, ne(kid, cipher.writingKids.contact))) {
    if (stopped()) break;
    const seed = await opened(cipher, id, sealed);
    if (seed === null) {
      const row = `${FACTOR_HOLDER}/${id}`;
      rotation.undecryptable.push(row);
      logger.warn("row not brought under the new key", { row });
      continue;
    }
    const totpSecret = await cipher.sealText(seed, { table: FACTOR_HOLDER, id });
    const written = await db
      .update(operators)
      .set({ totpSecret })
      .where(and(eq(operators.id, id), eq(operators.totpSecret, sealed)))
      .returning({ id: operators.id });
    rotation.rewritten += written.length;
  }
  return rotation;
}

/** The rows, as `table/id`, whose seed no configured key opens. */
export async function undecryptableFactors(db: Db, cipher: ContactCipher): Promise<string[]> {
  const found: string[] = [];
  for (const { id, sealed } of await sealedFactors(db)) {
    if ((await opened(cipher, id, sealed)) === null) found.push(`${FACTOR_HOLDER}/${id}`);
  }
  return found;
}

async function sealedFactors(db: Db, which?: SQL): Promise<{ id: string; sealed: string }[]> {
  const rows = await db
    .select({ id: operators.id, sealed: operators.totpSecret })
    .from(operators)
    .where(and(isNotNull(operators.totpSecret), which))
    .orderBy(asc(operators.id));
  return rows.flatMap(({ id, sealed }) => (sealed === null ? [] : [{ id, sealed }]));
}

async function opened(cipher: ContactCipher, id: string, sealed: string): Promise<string | null> {
  try {
    return await cipher.openText(sealed, { table: FACTOR_HOLDER, id });
  } catch (error) {
    if (error instanceof UndecryptableError) return null;
    throw error;
  }
}
