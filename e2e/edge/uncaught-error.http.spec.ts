import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { send } from "../support/http.ts";
import { expect, test } from "../support/practice.ts";
import { eventsNamed } from "../support/records/events.ts";
import { freePort } from "../support/servers/free-port.ts";
import { SERVER, withDatabase } from "../support/servers/postgres.ts";
import { migratedEmbedded } from "../support/servers/prepared-databases.ts";
import { AppProcess } from "../support/servers/process.ts";

const PRELOADED = pathToFileURL(path.resolve("e2e/support/servers/uncaught.mjs")).href;

/** Runs the app with one view in memory only when an uncaught error occurs. */
async function endsInOrder(kind: string, database: Record<string, string>) {
  const folder = await mkdtemp(path.join(tmpdir(), "no-slots-uncaught-"));
  if (!database.DATABASE_URL) await migratedEmbedded(path.join(folder, "data"));
  const port = await freePort();
  const app = new AppProcess(
    { PORT: String(port), NODE_OPTIONS: `--import=${PRELOADED}`, UNCAUGHT: kind, ...database },
    folder,
  );
  try {
    await app.ready();
    expect((await send(`http://127.0.0.1:${port}/booking/no-slots/?service_slug=primary`)).status).toBe(200);
    expect(await app.kill("SIGUSR2")).toBe(1);
    const log = await app.log();
    expect(log).not.toContain("anna@example.org");
    expect(log.split("\n").filter((line) => line.includes('"level":50'))).toEqual([
      expect.stringMatching(/"fault":\[\{"name":"Error".*uncaught\.mjs.*"msg":"uncaught error"/),
    ]);
    expect(log.split("further errors while ending").length - 1).toBe(kind === "many errors" ? 1 : 0);
    // Its port is free again, and its view is written.
    const connection = await openConnection(readConfig({ DATA_DIR: path.join(folder, "data"), ...database }).database);
    const views = await eventsNamed(connection, "show_no_slots");
    await connection.close();
    expect(views).toHaveLength(1);
  } finally {
    await app.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  }
}

for (const kind of ["error", "rejection", "many errors"]) {
  test(`embedded: after an uncaught ${kind} the process shuts down, views written`, () => endsInOrder(kind, {}));
}

if (SERVER) {
  test("PostgreSQL: after an uncaught error the process ends in order, views written", () =>
    withDatabase((url) => endsInOrder("error", { DATABASE_URL: url })));
}
