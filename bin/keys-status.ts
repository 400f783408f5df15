import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { undecryptableRows } from "#app/infrastructure/keys/key-rotation.ts";
import { keyStatus } from "#app/infrastructure/keys/key-status.ts";
import { explain } from "./run.ts";

const dayOf = (moment: Date) => moment.toISOString().slice(0, "2026-11-23".length);
const daysOf = ({ first, last }: { first: Date; last: Date }) => `made ${dayOf(first)} to ${dayOf(last)}`;

/** Prints how many rows each key still protects, and which rows no key decrypts. On PostgreSQL beside the app; on the embedded database instead of it. */
async function keysStatus() {
  const { database, keys } = readConfig();
  const connection = await openConnection(database);
  try {
    await connection.migrate();
    for (const { purpose, kid, role, tables } of await keyStatus(connection.db, keys)) {
      const held = tables.map(({ table, rows, made }) => `${table} ${rows}${made ? ` (${daysOf(made)})` : ""}`);
      console.info(`${purpose} ${kid} (${role === "missing" ? "NOT CONFIGURED" : role}): ${held.join(", ")}`);
    }
    const lost = await undecryptableRows(connection.db, new ContactCipher(keys));
    console.info(`rows that do not decrypt: ${lost.length}`);
    for (const row of lost) console.info(row);
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
