import { ConfigError, readConfig } from "#app/infrastructure/config.ts";
import { DirectoryInUseError } from "#app/infrastructure/directory-lock.ts";
import { WrongKeyError } from "#app/infrastructure/key-canaries.ts";
import { startServer } from "./server.ts";

/** Words for the maintainer at a terminal; `null` for a surprise, which keeps its stack. */
export function explain(error: unknown): string | null {
  if (error instanceof ConfigError) return `The configuration is not complete:\n${error.message}`;
  if (error instanceof WrongKeyError) return `${error.message}\nNothing was written. Restore the key and start again.`;
  if (error instanceof DirectoryInUseError) {
    return `Another process uses ${error.message}. The embedded database serves one process at a time: stop the other one, or set DATABASE_URL.`;
  }
  return null;
}

/** Serves until a signal, then finishes what runs. Says in words what keeps it from starting, and exits. */
export async function run(): Promise<void> {
  try {
    await serve();
  } catch (error) {
    console.error(explain(error) ?? error);
    process.exit(1);
  }
}

async function serve() {
  const config = readConfig();
  const server = await startServer(config);
  if (config.database.kind === "embedded") {
    console.info("The embedded database is for trying out and for one small practice; set DATABASE_URL for the rest.");
  }
  console.info(`Open ${config.publicOrigin}/booking/`);

  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      server.close().then(
        () => process.exit(),
        (error: unknown) => {
          server.app.logger.fault("shutdown", error);
          process.exit(1);
        },
      );
    });
  }
}
