import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { certificates } from "./certificates.ts";
import { freePort } from "./free-port.ts";
import { notRoot, openFolder, program, running } from "./programs.ts";

export type Cluster = { port: number; ca: string; sockets: string; stop(): Promise<void> };

/** A PostgreSQL server of the test's own, with TLS by an authority of its own. Skips the test where PostgreSQL is not installed. */
export async function startCluster(settings: Record<string, string>): Promise<Cluster> {
  const [initdb, postgres, openssl] = [program("initdb"), program("postgres"), program("openssl")];
  const folder = openFolder();
  const data = path.join(folder, "data");
  mkdirSync(data);
  const { ca, certificate, key } = certificates(openssl, folder, "DNS:localhost,IP:127.0.0.1");
  // A practice of the same worker has made its umask strict.
  const owner = notRoot();
  if (owner.uid !== undefined && owner.gid !== undefined)
    for (const file of [folder, data, key, certificate, ca]) chownSync(file, owner.uid, owner.gid);
  chmodSync(key, 0o600);
  execFileSync(initdb, ["-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"], {
    ...owner,
    cwd: folder,
    stdio: "pipe",
  });
  const port = await freePort();
  const all = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: folder,
    fsync: "off",
    ssl: "on",
    ssl_cert_file: certificate,
    ssl_key_file: key,
    ...settings,
  };
  const words = Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const server = await running(postgres, ["-D", data, ...words], { port, cwd: folder, ...owner });
  return {
    port,
    ca,
    sockets: folder,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
