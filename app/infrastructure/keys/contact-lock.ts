import { sql } from "drizzle-orm";
import type { Db } from "#app/infrastructure/database/connection.ts";

/** Serialises transactions about a contact. Locks in a fixed order, to avoid deadlocks. */
export async function lockFingerprints(db: Db, fingerprints: { value: string }[]): Promise<void> {
  const locks = fingerprints.map(({ value }) => value).sort();
  await db.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(key, 0)) from jsonb_array_elements_text(${JSON.stringify(locks)}::jsonb) as locks(key)`,
  );
}
