import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { checkKeyCanaries, forgetUnusedKeys } from "#app/infrastructure/keys/key-canaries.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { revokeLinks } from "#app/infrastructure/keys/revoke-links.ts";
import { explain } from "./run.ts";

/** Remakes every private link of a key under the first one. On PostgreSQL beside the app; on the embedded database instead of it. */
async function keysRevoke() {
  const [kid] = process.argv.slice(2);
  if (!kid) throw new Error("Which key's links to revoke? npm run keys:revoke -- l1");
  const { database, keys } = readConfig();
  const links = privateLinks(keys.link);
  if (kid === links.writingKid) {
    throw new Error(
      `${kid} makes the links. Put a new key before it in LINK_KEYS, restart the app, then revoke ${kid}.`,
    );
  }
  const connection = await openConnection(database);
  try {
    await connection.migrate();
    const { db } = connection;
    const cipher = new ContactCipher(keys);
    await checkKeyCanaries(db, cipher, links, { lost: `link/${kid}` });
    const revoked = await revokeLinks(db, links, kid);
    await forgetUnusedKeys(db, cipher, links);
    console.info(`Links of ${kid} made anew under ${links.writingKid}: ${revoked}. Those sent before open nothing.`);
    console.info(`No link depends on ${kid}: it may leave LINK_KEYS.`);
  } finally {
    await connection.close();
  }
}

try {
  await keysRevoke();
} catch (error) {
  console.error(explain(error) ?? (error instanceof Error ? error.message : error));
  process.exitCode = 1;
}
