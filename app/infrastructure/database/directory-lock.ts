import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** Another process holds the directory. */
export class DirectoryInUseError extends Error {
  override name = "DirectoryInUseError";
}

/**
 * Bytes of a socket's address (`sun_path`): 103 on macOS, 107 on Linux, and one more for its end. Node 22 and older cut a
 * longer one off silently, newer ones refuse it: libuv's `uv_pipe_bind2`.
 */
const LONGEST_ADDRESS = 103;
const LOCK = "in-use.sock";
const SAID_WITHIN_MS = 1_000;

/**
 * Holds a directory for this process by listening on a socket inside it. The lock dies with its process, whatever way
 * that ends; a PID file would not (PID 1 recurs in containers). Throws `DirectoryInUseError`.
 */
export async function lockDirectory(
  directory: string,
  /** Answers another process of the directory's owner that says something. */
  onAsked: (socket: net.Socket, word: string) => void = (socket) => socket.destroy(),
): Promise<{ release(): Promise<void> }> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = path.resolve(directory, LOCK);
  const server = net.createServer((socket) => {
    // A process that asks whether the directory is held says nothing and goes.
    socket.setTimeout(SAID_WITHIN_MS, () => socket.destroy()).on("error", () => socket.destroy());
    socket.once("data", (word) => onAsked(socket.setTimeout(0), word.toString("utf8").trim()));
  });
  server.unref();
  await withShortAddress(file, async (address) => {
    if (await listens(server, address)) return;
    if (await answers(address)) throw new DirectoryInUseError(directory);
    rmSync(file, { force: true });
    if (!(await listens(server, address))) throw new DirectoryInUseError(directory);
  });
  return {
    async release() {
      // Node removes the socket by its address, and a short address no longer exists by then.
      rmSync(file, { force: true });
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Asks the process that holds the directory, and hands out its answer. Throws when nobody holds the directory. */
export async function askHolder(directory: string, word: string): Promise<net.Socket> {
  let socket: net.Socket | undefined;
  await withShortAddress(path.resolve(directory, LOCK), async (address) => {
    socket = net.connect(address);
    await once(socket, "connect");
  });
  if (!socket) throw new Error("not connected");
  socket.write(`${word}\n`);
  return socket;
}

/** Calls `work` with an address that fits: the file's path, or the same file through a link in the temporary folder. */
async function withShortAddress(file: string, work: (address: string) => Promise<void>): Promise<void> {
  if (process.platform === "win32") return work(`\\\\.\\pipe\\${file.replaceAll(/[:\\]/g, "-")}`);
  if (Buffer.byteLength(file) <= LONGEST_ADDRESS) return work(file);
  const folder = mkdtempSync(path.join(tmpdir(), "lock-"));
  try {
    const link = path.join(folder, "d");
    symlinkSync(path.dirname(file), link);
    await work(path.join(link, path.basename(file)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function listens(server: net.Server, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => (error.code === "EADDRINUSE" ? resolve(false) : reject(error));
    server.once("error", onError);
    server.listen(address, () => {
      server.off("error", onError);
      resolve(true);
    });
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
