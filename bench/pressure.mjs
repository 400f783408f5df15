// Sends requests at a steady rate, and prints the count of each status as one line of JSON.
import { readFileSync } from "node:fs";
import http from "node:http";
import { setInterval } from "node:timers/promises";

const [port, perSecond, seconds, file] = process.argv.slice(2);
/** Paths and headers; each request takes the next one. */
const requests = JSON.parse(readFileSync(file, "utf8"));
const TICK_MS = 10;
const agent = new http.Agent({ keepAlive: true, maxSockets: 50 });

const statuses = {};
let asked = 0;

function ask() {
  const { path, headers } = requests[asked++ % requests.length];
  return new Promise((resolve) => {
    const request = http.get({ host: "127.0.0.1", port, path, headers, agent }, (answer) => {
      statuses[answer.statusCode] = (statuses[answer.statusCode] ?? 0) + 1;
      answer.resume();
      answer.on("end", resolve);
    });
    // The server closes a connection that was quiet, and one that has asked a thousand times.
    request.on("error", resolve);
  });
}

const begun = performance.now();
const under = [];
for await (const _ of setInterval(TICK_MS)) {
  const elapsed = (performance.now() - begun) / 1000;
  if (elapsed >= Number(seconds)) break;
  const due = Math.floor(elapsed * Number(perSecond));
  while (asked < due) under.push(ask());
}
await Promise.all(under);
agent.destroy();
console.log(JSON.stringify({ asked, statuses }));
