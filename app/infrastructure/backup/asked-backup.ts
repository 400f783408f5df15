import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Config } from "#app/infrastructure/config.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { askHolder } from "#app/infrastructure/database/directory-lock.ts";
import { compressed } from "./backup-file.ts";
import { writeBackup } from "./write-backup.ts";

/** What `npm run backup` says to the process that holds the embedded database. */
export const BACKUP = "backup";

/** Only that process can read the database. A fault ends the answer early, and the other process sees a backup without an end. */
export function sendBackup(db: Db, socket: Socket): void {
  const { stream, done } = compressed((write) => writeBackup(db, { now: new Date(), write }));
  done.catch(() => socket.destroy());
  pipeline(stream, socket).catch(() => socket.destroy());
}

/** The compressed backup of an embedded database that another process holds. */
export const askForBackup = ({ dataDir }: Pick<Config, "dataDir">): Promise<Readable> => askHolder(dataDir, BACKUP);
