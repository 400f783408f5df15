import { z } from "zod";
import type { Config } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { DirectoryInUseError } from "#app/infrastructure/database/directory-lock.ts";
import { asSetUpError, SetUpError } from "#app/infrastructure/database/set-up-error.ts";
import { codeOfFault, within } from "#app/infrastructure/faults.ts";
import { checkClock } from "./check-clock.ts";
import { type Finding, fault, ok } from "./finding.ts";

const OLDEST = 150_000;
const ANSWERS_WITHIN_MS = 10_000;
const facts = z.object({ number: z.coerce.number(), version: z.string() });

/** Whether the database answers, is new enough, lets us write, and shares our time. Changes nothing in it. */
export async function checkDatabase({ database }: Pick<Config, "database">, now: () => number): Promise<Finding[]> {
  try {
    const connection = await openConnection(database, 3);
    try {
      const asked = connection.run(
        "select current_setting('server_version_num') as number, current_setting('server_version') as version",
      );
      const { rows } = await within(ANSWERS_WITHIN_MS, asked);
      const server = facts.parse(rows[0]);
      return [
        server.number >= OLDEST
          ? ok("database", `PostgreSQL ${server.version}`)
          : fault("database", `PostgreSQL ${server.version} is too old: 15 is the oldest that works`),
        (await within(ANSWERS_WITHIN_MS, connection.mayWrite()))
          ? ok("writing", "the database takes changes")
          : fault("writing", "the database is read-only now"),
        await within(ANSWERS_WITHIN_MS, checkClock(connection, now)),
      ];
    } finally {
      await connection.close();
    }
  } catch (error) {
    if (error instanceof DirectoryInUseError) return [ok("database", "embedded, and held by the running app")];
    const read = asSetUpError(error);
    if (read instanceof SetUpError) return [fault("database", read.message)];
    return [
      fault("database", `does not answer (${codeOfFault(error)}): is it running, and is DATABASE_URL its address?`),
    ];
  }
}
