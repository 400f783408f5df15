import type { KeyHealth } from "#app/domain/desk-health.ts";
import type { Config } from "./config.ts";
import type { Db } from "./database.ts";
import { countKeys, HOLDERS } from "./key-rotation.ts";

type KeyStatus = KeyHealth & { tables: { name: string; rows: number }[] };

/** Every key that is configured or that a row still needs, and how many rows each holds. Reads the tables whole. */
export async function keyStatus(db: Db, keys: Pick<Config["keys"], "contact" | "fingerprint">): Promise<KeyStatus[]> {
  const counts = await countKeys(db);
  return (["contact", "fingerprint"] as const).flatMap((purpose) => {
    const configured = keys[purpose].map(({ kid }) => kid);
    const held = counts.filter((each) => each.purpose === purpose);
    return [...new Set([...configured, ...held.map(({ kid }) => kid)])].map((kid) => {
      const tables = HOLDERS.map(({ name }) => ({
        name,
        rows: held.find((each) => each.kid === kid && each.table === name)?.rows ?? 0,
      }));
      const role = kid === configured[0] ? "writes" : configured.includes(kid) ? "reads" : "missing";
      return { purpose, kid, role, tables, rows: tables.reduce((sum, { rows }) => sum + rows, 0) } as const;
    });
  });
}
