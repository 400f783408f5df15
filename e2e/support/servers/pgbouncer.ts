import { chmodSync, chownSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { snippet } from "../pages/snippets.ts";
import { freePort } from "./free-port.ts";
import { notRoot, openFolder, program, running } from "./programs.ts";

export type PoolMode = "session" | "transaction";

/** PgBouncer as docs/operations.md sets it up, in front of a database without a password, while `work` runs. */
export async function behindPgBouncer(database: string, mode: PoolMode, work: (url: string) => Promise<void>) {
  const pgbouncer = program("pgbouncer");
  const folder = openFolder();
  const port = await freePort();
  const { hostname, port: target, username, password, pathname } = new URL(database);
  const account = `user=${username}${password && ` password=${decodeURIComponent(password)}`}`;
  const config = snippet("ini", {
    "host=127.0.0.1 port=5432 dbname=practice": `host=${hostname} port=${target || 5432} dbname=${pathname.slice(1)} ${account}`,
    "listen_port = 6432": `listen_port = ${port}`,
    "auth_type = scram-sha-256": "auth_type = any",
    "auth_file = /etc/pgbouncer/userlist.txt": "unix_socket_dir =",
    "pool_mode = session": `pool_mode = ${mode}`,
  });
  const file = path.join(folder, "pgbouncer.ini");
  writeFileSync(file, config);
  // A practice of the same worker has made its umask strict.
  chmodSync(file, 0o644);
  const owner = notRoot();
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const pooler = await running(pgbouncer, [file], { port, cwd: folder, ...owner });
  try {
    await work(`postgres://anybody@127.0.0.1:${port}/practice`);
  } finally {
    await pooler.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
