import { readDatabaseUrl } from "#app/infrastructure/config/database-url.ts";
import type { DatabaseConfig } from "#app/infrastructure/config.ts";
import type { Logger } from "#app/infrastructure/logger.ts";

/** Logs names only: a value can be a password. */
export function warnOfDropped(database: DatabaseConfig, logger: Pick<Logger, "warn">): void {
  const read = database.kind === "postgres" ? readDatabaseUrl(database.url) : null;
  if (!read || "problem" in read || read.address.dropped.length === 0) return;
  logger.warn("DATABASE_URL has parameters for other programs, which are left out", {
    parameters: read.address.dropped.join(", "),
  });
}
