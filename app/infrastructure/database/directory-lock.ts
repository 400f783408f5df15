import { mkdirSync, rmSync } from "node:fs";
import net from "node:net";
import path from "node:path";

/** Another process holds the directory. */
export class DirectoryInUseError extends Error {
  override name = "DirectoryInUseError";
}

/**
 * Holds a directory for this process by listening on a socket inside it. The lock dies with its process, whatever way
 * that ends; a PID file would not (PID 1 recurs in containers). Throws `DirectoryInUseError`.
 */
export async function lockDirectory(directory: string): Promise<{ release(): Promise<void> }> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const address = socketAddress(directory);
  const server = net.createServer((socket) => socket.destroy());
  server.unref();
  if (!(await listens(server, address))) {
    if (await answers(address)) throw new DirectoryInUseError(directory);
    rmSync(address, { force: true });
    if (!(await listens(server, address))) throw new DirectoryInUseError(directory);
  }
  return { release: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** A socket's path is limited to about 100 bytes (sun_path), so the shorter of both spellings is used. */
function socketAddress(directory: string): string {
  const absolute = path.resolve(directory, "in-use.sock");
  if (process.platform === "win32") return `\\\\.\\pipe\\${absolute.replaceAll(/[:\\]/g, "-")}`;
  const relative = path.relative(process.cwd(), absolute);
  return relative.length < absolute.length ? relative : absolute;
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
