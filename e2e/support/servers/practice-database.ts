import { test } from "@playwright/test";
import type { Config } from "#app/infrastructure/config.ts";
import { SERVER } from "./postgres.ts";
import { migratedEmbedded, migratedOn } from "./prepared-databases.ts";

export type OwnDatabase = { config: Partial<Config>; drop(): Promise<void> };
/** A practice that was given a database, or that runs on the embedded one in its folder. */
export const NO_DATABASE: OwnDatabase = { config: {}, drop: async () => undefined };

/** Practices of six workers share a hundred connections. */
const CONNECTIONS = 6;

/**
 * The database of a practice. Without JavaScript the same tests run on the embedded database; all others use the server where there is one, which
 * takes a fraction of the processor.
 */
export async function databaseFor(dataDir: string): Promise<OwnDatabase> {
  if (!SERVER || test.info().project.name === "no-js") return embeddedIn(dataDir);
  const { url, drop } = await migratedOn(SERVER);
  return { config: { database: { kind: "postgres", url }, databaseConnections: CONNECTIONS }, drop };
}

/** The embedded database, which tells of a change with the statement that made it: a server's notice comes a moment later. */
export async function embeddedIn(dataDir: string): Promise<OwnDatabase> {
  await migratedEmbedded(dataDir);
  return NO_DATABASE;
}
