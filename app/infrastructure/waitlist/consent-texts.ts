import { count } from "drizzle-orm";
import type { ConsentDocument } from "#app/domain/consent.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import { consents } from "#app/infrastructure/tables/waitlist.ts";

/** Consents whose evidence no longer matches a known text. */
export type OddConsents = { type: string; version: string; rows: number };

/**
 * Compares every stored consent with the texts of all versions, and returns those that match none: a text or a row was changed.
 * `read` is called after the consents are read: it then knows every text that they can name.
 */
export async function checkConsentTexts(
  db: Db,
  read: () => Promise<ConsentDocument[]>,
  logger: Logger,
): Promise<OddConsents[]> {
  const stored = await db
    .select({
      type: consents.type,
      version: consents.documentVersion,
      sha256: consents.documentSha256,
      rows: count(),
    })
    .from(consents)
    .groupBy(consents.type, consents.documentVersion, consents.documentSha256);
  const known = await read();
  const odd = stored.filter(
    (group) =>
      !known.some(
        ({ type, version, sha256 }) => type === group.type && version === group.version && sha256 === group.sha256,
      ),
  );
  const report = odd.map(({ type, version, rows }) => ({ type, version, rows }));
  for (const each of report) logger.warn("consents do not match their text", each);
  return report;
}
