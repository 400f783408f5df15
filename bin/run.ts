import { addresses } from "#app/addresses.ts";
import type { App } from "#app/composition.server.ts";
import { demoSignIn } from "#app/demo/demo-operator.ts";
import { PortError } from "#app/http/edge/listener.server.ts";
import { BackupError } from "#app/infrastructure/backup/lines.ts";
import { firstLines } from "#app/infrastructure/config/first-lines.ts";
import { ConfigError, readConfig } from "#app/infrastructure/config.ts";
import { DirectoryInUseError } from "#app/infrastructure/database/directory-lock.ts";
import { NewerDatabaseError, OldDatabaseError } from "#app/infrastructure/database/old-database.ts";
import { SetUpError } from "#app/infrastructure/database/set-up-error.ts";
import { WrongKeyError } from "#app/infrastructure/keys/key-canaries.ts";
import { endInOrder } from "./process-end.ts";
import { startServer } from "./server.ts";

/** Words for the maintainer at a terminal; `null` for a surprise, which keeps its stack. */
export function explain(error: unknown): string | null {
  if (error instanceof ConfigError) return `The configuration is not complete:\n${error.message}`;
  if (error instanceof WrongKeyError)
    return `${error.message}\nNothing was written. Restore the key and start again; docs/keys.md says what to do about a lost one.`;
  if (error instanceof DirectoryInUseError) {
    return `Another process uses ${error.message}. The embedded database serves one process at a time: stop the other one, or set DATABASE_URL.`;
  }
  if (error instanceof SetUpError) return error.message;
  if (error instanceof PortError) {
    return `Cannot listen on HOST and PORT (${error.message}). EADDRINUSE: another process listens there. EACCES: ports below 1024 are root's. EADDRNOTAVAIL: HOST is no address of this machine.\nNothing was opened or changed.`;
  }
  if (error instanceof BackupError) return error.message;
  if (error instanceof NewerDatabaseError) return `${error.message}\nNothing was written.`;
  if (error instanceof OldDatabaseError) {
    return `${error.message}\nNothing was written. For a demo, delete DATA_DIR; otherwise set DATABASE_URL or DATA_DIR to a new place.`;
  }
  return null;
}

/** Work beside the server. Returns the function that stops it. */
export type Beside = (app: App) => Promise<() => Promise<void>>;

/** Serves until a signal or an uncaught error, then finishes running work. Says in words why it cannot start, and exits. */
export async function run(beside?: Beside): Promise<void> {
  try {
    await serve(beside);
  } catch (error) {
    console.error(explain(error) ?? error);
    process.exit(1);
  }
}

async function serve(beside?: Beside) {
  const config = readConfig();
  for (const line of firstLines(config)) console.info(line);
  const server = await startServer(config);
  if (config.database.kind === "embedded") {
    console.info("The embedded database is for trying out and for one small practice; set DATABASE_URL for the rest.");
  }
  console.info(`Open ${config.publicOrigin}${addresses.booking()}`);
  if (config.demoPast && !server.app.demoDoorIsOpen()) {
    console.info(
      "No sign-in of a demo: this database is a practice's own, or was not there yet. A practice has an https PUBLIC_ORIGIN.",
    );
  }
  if (server.app.demoDoorIsOpen()) {
    const { email, password, code } = demoSignIn(config.keys.link[0].secret);
    console.info(
      `Desk: ${config.publicOrigin}${addresses.desk.list()} with ${email}, password ${password}, code ${code}.`,
    );
    console.info("A code lives for half a minute: `npm run desk:code` tells the next one.");
  }

  let stopBeside: (() => Promise<void>) | undefined;
  endInOrder({
    async stop() {
      await stopBeside?.();
      await server.close();
    },
    logger: server.app.logger,
  });
  stopBeside = await beside?.(server.app);
}
