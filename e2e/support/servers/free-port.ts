import { randomInt } from "node:crypto";
import net from "node:net";

/**
 * Below the ports that systems give to outgoing connections (from 32768 on Linux, 49152 elsewhere): one of those could take
 * the port of an app that is down for a moment. Each worker has a thousand of its own.
 */
const FIRST = 20_000;
const EACH = 1_000;
const own = FIRST + EACH * Number(process.env.TEST_PARALLEL_INDEX ?? 0);
let next = randomInt(EACH);

export async function freePort(): Promise<number> {
  for (;;) {
    next = (next + 1) % EACH;
    if (await isFree(own + next)) return own + next;
  }
}

function isFree(port: number): Promise<boolean> {
  const server = net.createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
