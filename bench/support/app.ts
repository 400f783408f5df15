import { mkdtemp, readFile, rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";
import { type Server, startServer } from "./processes.ts";

/** A demo seeds this service without free time. */
export const NO_SLOTS = "/booking/no-slots/?service_slug=primary";

export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** The folder of a built app. */
export const THIS_BUILD = ".";

/** A build as `npm start` runs it, a demo with its own folder; on the embedded database unless a URL is given. */
export async function startApp(build: string, dir: string, env: Record<string, string> = {}): Promise<Server> {
  const port = await freePort();
  return startServer(await startArguments(build), {
    port,
    cwd: build,
    path: "/health/ready",
    env: {
      PORT: String(port),
      DATA_DIR: path.join(dir, "data"),
      LOG_LEVEL: "fatal",
      TRUST_PROXY: "1",
      DEMO_PAST: "0",
      // More mails than a practice may send.
      MAILS_PER_HOUR: "100000",
      MAILS_PER_DAY: "100000",
      ...env,
    },
  });
}

/** What follows `node` in `npm start`, without the machine's own settings. */
async function startArguments(build: string): Promise<string[]> {
  const { scripts } = z
    .object({ scripts: z.object({ start: z.string() }) })
    .parse(JSON.parse(await readFile(path.join(build, "package.json"), "utf8")));
  return scripts.start
    .split(" ")
    .slice(1)
    .filter((word) => !word.startsWith("--env-file"));
}

/** The limit of a page: a bare server that writes the same bytes. */
export async function startBare(file: string): Promise<Server> {
  const port = await freePort();
  return startServer(["bench/limits/bare-server.mjs", String(port), file], { port, path: "/" });
}

export async function withFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(path.join(tmpdir(), "no-slots-bench-"));
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
