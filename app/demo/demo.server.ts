import type { ConsentDocuments } from "#app/domain/consent.ts";
import type { Config } from "#app/infrastructure/config.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { randomIds } from "#app/infrastructure/ids.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { seedDemoInsight } from "./demo-insight.ts";
import { demoOperatorId, isOfOthers, seedDemoOperator, shutDemoDoor } from "./demo-operator.ts";
import { seedDemoPeople } from "./demo-people.server.ts";
import { seedDemoPractice } from "./demo-practice.ts";

type Parts = { config: Config; cipher: ContactCipher; documents: ConsentDocuments; now: Date };

/**
 * The demo's content; every start after the first adds nothing. A real practice gets nothing, and refuses the demo's sign-in.
 * Returns whether the demo's sign-in works.
 */
export async function seedDemo(db: Db, { config, cipher, documents, now }: Parts): Promise<boolean> {
  if (!config.demo) {
    await shutDemoDoor(db, now);
    return false;
  }
  const ids = randomIds(() => now);
  await seedDemoPractice(db, { ids, now });
  if (!config.demoPast || (await isOfOthers(db))) return false;
  await seedDemoInsight(db, { ids, now });
  await seedDemoOperator(db, { cipher, linkKey: config.keys.link[0].secret, now });
  const links = privateLinks(config.keys.link);
  await seedDemoPeople(db, { cipher, links, documents, origin: config.publicOrigin, operatorId: demoOperatorId, now });
  return true;
}
