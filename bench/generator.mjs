// Asks as fast as the server answers, over kept connections, and prints what came back as one line of JSON.
// autocannon is not used: it parses every answer, and needs more of a core than the bare server that it should measure.
import { readFileSync } from "node:fs";
import net from "node:net";
import { performance } from "node:perf_hooks";

const [port, connections, seconds, file] = process.argv.slice(2);
/** Whole requests, as bytes; each connection takes the next one. */
const requests = JSON.parse(readFileSync(file, "utf8")).map((text) => Buffer.from(text));
const END_OF_HEAD = Buffer.from("\r\n\r\n");

const latencies = [];
const statuses = {};
let next = 0;
let measuring = false;
let stopped = false;

/** How long an answer is, from its head; `null` while that is not there yet. */
function lengthOf(bytes) {
  const end = bytes.indexOf(END_OF_HEAD);
  if (end === -1) return null;
  const head = bytes.toString("latin1", 0, end);
  if (/^transfer-encoding: *chunked/im.test(head)) return chunkedLength(bytes, end + 4);
  return end + 4 + Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
}

function chunkedLength(bytes, start) {
  for (let at = start; ; ) {
    const line = bytes.indexOf("\r\n", at);
    if (line === -1) return null;
    const size = Number.parseInt(bytes.toString("latin1", at, line), 16);
    at = line + 2 + size + 2;
    if (size === 0) return at;
    if (at > bytes.length) return null;
  }
}

function connect() {
  const socket = net.connect(Number(port), "127.0.0.1").setNoDelay(true);
  let begun = 0;
  let received = null;
  let length = null;
  let size = 0;
  function ask() {
    begun = performance.now();
    received = null;
    length = null;
    size = 0;
    socket.write(requests[next++ % requests.length]);
  }
  socket.on("connect", ask);
  socket.on("error", (error) => {
    console.error(error.message);
    process.exit(1);
  });
  socket.on("data", (chunk) => {
    size += chunk.length;
    if (length === null) {
      received = received ? Buffer.concat([received, chunk]) : chunk;
      length = lengthOf(received);
    }
    if (length === null || size < length) return;
    if (measuring) {
      latencies.push(performance.now() - begun);
      const status = received.toString("latin1", 9, 12);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
    if (!stopped) ask();
  });
  return socket;
}

const sockets = Array.from({ length: Number(connections) }, connect);
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
await wait(Math.min(1000, Number(seconds) * 300));
measuring = true;
const begun = performance.now();
const cpu = process.cpuUsage();
await wait(Number(seconds) * 1000);
measuring = false;
stopped = true;
const lasted = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage(cpu);
for (const socket of sockets) socket.destroy();

latencies.sort((a, b) => a - b);
const percentile = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
const answers = latencies.length;
console.log(
  JSON.stringify({
    perSecond: answers / lasted,
    answers,
    statuses,
    p50: percentile(0.5),
    p99: percentile(0.99),
    generatorBusy: (user + system) / 1e6 / lasted,
    asked: next,
  }),
);
