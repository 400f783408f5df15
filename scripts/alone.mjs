import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * Locks a folder for this process; another process that prepares it waits. A socket, because it closes with its
 * process in any case. Where none can be opened, continues without a lock.
 */
export async function alone(folder = process.cwd()) {
  const address = addressOf(path.resolve(folder));
  let told = false;
  while (!(await listens(address))) {
    const held = await outlives(address, () => {
      if (!told) console.info("Another preparation of this folder is running: waiting for it …");
      told = true;
    });
    if (!held) rmSync(address, { force: true });
  }
}

function addressOf(folder) {
  const name = `prepare-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`;
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}` : path.join(tmpdir(), `${name}.sock`);
}

/** False when the address is in use, by a living process or as a killed one's leftover. */
function listens(address) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (error) => resolve(error.code !== "EADDRINUSE"));
    server.listen(address, () => {
      server.unref();
      process.once("exit", () => rmSync(address, { force: true }));
      resolve(true);
    });
  });
}

/** Waits until the process behind the address has ended; false when there was none. */
function outlives(address, onHeld) {
  return new Promise((resolve) => {
    let held = false;
    const socket = net.connect(address, () => {
      held = true;
      onHeld();
    });
    socket.on("error", () => {});
    socket.once("close", () => resolve(held));
    socket.resume();
  });
}
