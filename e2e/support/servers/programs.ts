import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, chmodSync, constants, mkdtempSync, readdirSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";

/** Debian's packages put servers where a user's PATH does not look. */
function folders(): string[] {
  const versions = "/usr/lib/postgresql";
  const postgres = isThere(versions) ? readdirSync(versions).map((version) => path.join(versions, version, "bin")) : [];
  return [...(process.env.PATH ?? "").split(path.delimiter), "/usr/sbin", ...postgres];
}

function isThere(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of a program. Without it the test is skipped and says why. */
export function program(name: string): string {
  const found = folders()
    .map((folder) => path.join(folder, name))
    .find(isThere);
  if (found === undefined) console.info(`skipped, because ${name} is not installed: ${test.info().title}`);
  test.skip(found === undefined, `${name} is not installed`);
  return found ?? "";
}

/** A folder of the test's own that servers under another user can enter. */
export function openFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "no-slots-server-"));
  chmodSync(folder, 0o755);
  return folder;
}

/** PostgreSQL and PgBouncer refuse to run as root: then they run as the user of Debian's package. */
export function notRoot(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (what: string) => Number(execFileSync("id", [what, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

export type Running = { log(): string; stop(): Promise<void> };

/** Starts a server and waits until it accepts connections on its port. Throws with its output if it ends instead. */
export async function running(
  command: string,
  words: string[],
  { port, ...options }: { port: number; uid?: number; gid?: number; cwd?: string; env?: Record<string, string> },
): Promise<Running> {
  const child = spawn(command, words, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  const exited = once(child, "exit");
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => (said += bytes));
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  await expect.poll(async () => ended() || (await takes(port)), { timeout: 30_000, intervals: [50] }).toBe(true);
  if (ended()) throw new Error(`${command} ended: ${said.slice(-2_000)}`);
  return {
    log: () => said,
    async stop() {
      if (!ended()) child.kill("SIGINT");
      await exited;
    },
  };
}

function takes(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
