import { renameSync, rmSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { PREPARED } from "#app/infrastructure/database/prepared-folder.ts";

/** The last step of a build: an empty embedded database, which the first start copies. */
const partial = `${PREPARED}.partial`;
rmSync(partial, { recursive: true, force: true });
const client = await PGlite.create(partial);
await client.close();
rmSync(PREPARED, { recursive: true, force: true });
renameSync(partial, PREPARED);
