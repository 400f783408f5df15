import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database.ts";
import { countKeys } from "#app/infrastructure/key-rotation.ts";
import { explain } from "./run.ts";

/** Prints how many rows each key still holds. Beside the app on PostgreSQL; on the embedded database instead of it. */
async function keysStatus() {
  const { database, keys } = readConfig();
  const connection = await openConnection(database);
  try {
    await connection.migrate();
    const counts = await countKeys(connection.db);
    for (const purpose of ["contact", "fingerprint"] as const) {
      const configured = keys[purpose].map(({ kid }) => kid);
      const held = counts.filter((each) => each.purpose === purpose);
      for (const kid of new Set([...configured, ...held.map((each) => each.kid)])) {
        const rows = (table: string) => held.find((each) => each.kid === kid && each.table === table)?.rows ?? 0;
        const role = kid === configured[0] ? "writes" : configured.includes(kid) ? "reads" : "NOT CONFIGURED";
        console.info(
          `${purpose} ${kid} (${role}): waitlist_requests ${rows("waitlist_requests")}, lead_identities ${rows("lead_identities")}`,
        );
      }
    }
  } finally {
    await connection.close();
  }
}

try {
  await keysStatus();
} catch (error) {
  console.error(explain(error) ?? error);
  process.exitCode = 1;
}
