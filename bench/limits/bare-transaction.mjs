// The limit of a POST: the statements that its transaction sends, over postgres.js and nothing else.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import postgres from "postgres";
import { v7 } from "uuid";

const [url, concurrency, seconds, file] = process.argv.slice(2);
const { statements, kept } = JSON.parse(readFileSync(file, "utf8"));
/** As many people as the measured time may serve: every one of them is somebody new. */
const PEOPLE_PER_SECOND = 2_000;
/** Ids, hashes in hex, and fingerprints: values that differ per person. */
const MARKS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![\w-])([0-9a-f]{64}|[\w-]{43})(?![\w-])/g;

/** Statements sent together stay together: a limit that waits more often than the app is no limit. */
const turns = [];
for (const { together, ...statement } of statements) {
  if (together) turns.at(-1).push(statement);
  else turns.push([statement]);
}

function another(mark) {
  if (mark.length === 36) return v7();
  return mark.length === 64 ? randomBytes(32).toString("hex") : randomBytes(32).toString("base64url");
}

function person() {
  const marks = new Map(kept.map((mark) => [mark, mark]));
  const fresh = (value) =>
    value?.replace(MARKS, (mark) => {
      if (!marks.has(mark)) marks.set(mark, another(mark));
      return marks.get(mark);
    });
  return turns.map((turn) =>
    turn.map(({ text, values }) => ({ text, values: values.map((value) => fresh(value) ?? null) })),
  );
}

const sql = postgres(url, { max: 10, fetch_types: false, onnotice() {} });
// The values are texts already, as they were on the wire.
for (const type of Object.keys(sql.options.serializers)) sql.options.serializers[type] = (text) => text;

const people = Array.from({ length: PEOPLE_PER_SECOND * seconds }, person);
const transaction = (own) =>
  sql.begin(async (tx) => {
    for (const turn of own)
      await Promise.all(turn.map(({ text, values }) => tx.unsafe(text, values, { prepare: true })));
  });
for (let warm = 0; warm < 20; warm += 1) await Promise.all(people.splice(0, 10).map(transaction));

const latencies = [];
const cpu = process.cpuUsage();
const begun = performance.now();
async function loop() {
  while (performance.now() - begun < seconds * 1000) {
    const asked = performance.now();
    await transaction(people.pop());
    latencies.push(performance.now() - asked);
  }
}
await Promise.all(Array.from({ length: Number(concurrency) }, loop));
const lasted = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage(cpu);
await sql.end();

latencies.sort((a, b) => a - b);
console.log(
  JSON.stringify({
    perSecond: latencies.length / lasted,
    p50: latencies[latencies.length >> 1],
    p99: latencies[Math.floor(latencies.length * 0.99)],
    cpu: (user + system) / 1000 / latencies.length,
  }),
);
