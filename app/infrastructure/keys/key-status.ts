import type { KeyHealth } from "#app/domain/insight/desk-health.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import type { Keys } from "#app/infrastructure/keyring.ts";
import { FACTOR_HOLDER } from "#app/infrastructure/team/factor-rotation.ts";
import { countKeys, HOLDERS, type KeyCount } from "./key-rotation.ts";

type KeyStatus = KeyHealth & { tables: Pick<KeyCount, "table" | "rows" | "made">[] };

const CONTACTS = HOLDERS.map(({ name }) => name);
/** The tables whose rows depend on a key. */
const TABLES = {
  contact: [...CONTACTS, FACTOR_HOLDER],
  fingerprint: CONTACTS,
  link: ["waitlist_requests", "offers", "callers"],
} as const;

/** Every key that is configured or needed by a row, and its number of rows. Reads the tables whole. */
export async function keyStatus(db: Db, keys: Keys): Promise<KeyStatus[]> {
  const counts = await countKeys(db);
  return (["contact", "fingerprint", "link"] as const).flatMap((purpose) => {
    const configured = keys[purpose].map(({ kid }) => kid);
    const held = counts.filter((each) => each.purpose === purpose);
    return [...new Set([...configured, ...held.map(({ kid }) => kid)])].map((kid) => {
      const tables = TABLES[purpose].map((table) => {
        const { rows = 0, made = null } = held.find((each) => each.kid === kid && each.table === table) ?? {};
        return { table, rows, made };
      });
      const role = kid === configured[0] ? "writes" : configured.includes(kid) ? "reads" : "missing";
      return { purpose, kid, role, tables, rows: tables.reduce((sum, { rows }) => sum + rows, 0) } as const;
    });
  });
}
