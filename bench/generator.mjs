// Sends requests as fast as the server answers, over kept connections, and prints the result as one line of JSON.
// autocannon is not used: it parses every response, and needs more of a core than the bare server that it should measure.
import { readFileSync } from "node:fs";
import net from "node:net";
import { performance } from "node:perf_hooks";
import { answerReader } from "./support/answers.mjs";

const [port, connections, seconds, file] = process.argv.slice(2);
/** Whole requests, as bytes; each connection takes the next one. */
const requests = JSON.parse(readFileSync(file, "utf8")).map((text) => Buffer.from(text));

/** Our server ends a connection with its thousandth request: it is replaced before, for every server alike. */
const ASKED_ON_ONE = 500;

const latencies = [];
/** All responses, including those before and after the measured time. */
const statuses = {};
let next = 0;
let measuring = false;
let stopped = false;

/** Shared by all connections: each read is consumed before the next one, and nothing is allocated. */
const buffer = Buffer.allocUnsafe(64 * 1024);

function fail(error) {
  console.error(error.message);
  process.exit(1);
}

const sockets = new Set();

function connect() {
  let begun = 0;
  let asked = 0;
  function ask() {
    begun = performance.now();
    asked += 1;
    socket.write(requests[next++ % requests.length]);
  }
  const read = answerReader((status) => {
    if (measuring) latencies.push(performance.now() - begun);
    statuses[status] = (statuses[status] ?? 0) + 1;
    if (stopped) return;
    if (asked < ASKED_ON_ONE) ask();
    else replace();
  });
  function replace() {
    sockets.delete(socket);
    socket.destroy();
    connect();
  }
  const onread = {
    buffer,
    callback(size, bytes) {
      read(bytes, size);
      return true;
    },
  };
  const socket = net.connect({ port: Number(port), host: "127.0.0.1", noDelay: true, onread });
  socket.on("connect", ask);
  socket.on("error", fail);
  socket.on("close", () => {
    if (!stopped && sockets.has(socket)) fail(new Error("the server closed a connection"));
  });
  sockets.add(socket);
}

for (let each = 0; each < Number(connections); each += 1) connect();
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
