import { writeFile } from "node:fs/promises";
import path from "node:path";
import postgres from "postgres";
import { z } from "zod";
import { startApp, withFolder } from "../support/app.ts";
import { type Figure, median, type Section } from "../support/figures.ts";
import { load } from "../support/load.ts";
import { newEmail, newPhone, submission } from "../support/people.ts";
import { run, type Server } from "../support/processes.ts";
import { recordingWire, type Statement } from "../support/wire.ts";

const SECONDS = 2;
const CONCURRENCIES = [1, 10, 50];
/** More than are answered in the measured time. */
const PEOPLE = 6_000;

const bareSchema = z.object({ perSecond: z.number(), p50: z.number(), p99: z.number(), cpu: z.number() });
type Round = { perSecond: number; p50: number; p99: number; cpu: number };

/** The whole POST of the form up to its 303, beside its own SQL transaction over postgres.js alone. */
export async function posts(database: string, rounds: number): Promise<Section> {
  return withFolder(async (dir) => {
    const file = await recordTransaction(dir, database);
    const app = await startApp(dir, { DATABASE_URL: database });
    const host = `127.0.0.1:${app.port}`;
    const contacts = { "e-mail": newEmail, phone: newPhone };
    const posted = new Map<string, Round[]>();
    const bare = new Map<number, Round[]>();
    try {
      for (let round = 0; round < rounds; round += 1) {
        for (const concurrency of CONCURRENCIES) {
          for (const [name, contact] of Object.entries(contacts)) {
            const requests = Array.from({ length: PEOPLE }, () => submission(host, contact()));
            const asked = { connections: concurrency, seconds: SECONDS, status: 303, requests };
            const { perSecond, p50, p99, serverCpu: cpu } = await load(app, dir, asked);
            keep(posted, `${name} ${concurrency}`, { perSecond, p50, p99, cpu });
          }
          keep(bare, concurrency, await runBare(app, [database, concurrency, SECONDS, file].map(String)));
        }
      }
    } finally {
      await app.stop();
    }
    const figures = CONCURRENCIES.flatMap((concurrency) =>
      Object.keys(contacts).map((name): Figure => {
        const [own, limit] = [middle(posted.get(`${name} ${concurrency}`)), middle(bare.get(concurrency))];
        return {
          case: `POST accepted, ${name}, concurrency ${concurrency}`,
          value: own.perSecond,
          unit: "req/s",
          limit: { name: "bare transaction", value: limit.perSecond },
          ...(concurrency === 10 ? { aim: { of: "ratio", atLeast: 0.6 } } : {}),
          detail: { p50: own.p50, p99: own.p99, serverCpu: own.cpu, limitP50: limit.p50, limitCpu: limit.cpu },
        };
      }),
    );
    return { title: "The write path, PostgreSQL", figures };
  });
}

function keep<Key>(rounds: Map<Key, Round[]>, key: Key, round: Round) {
  rounds.set(key, [...(rounds.get(key) ?? []), round]);
}

function middle(rounds: Round[] = []): Round {
  const of = (key: keyof Round) => median(rounds.map((each) => each[key]));
  return { perSecond: of("perSecond"), p50: of("p50"), p99: of("p99"), cpu: of("cpu") };
}

/** The app, which may still be sending mails, stands still meanwhile: both are measured with a core to themselves. */
async function runBare(app: Server, args: string[]): Promise<Round> {
  app.pause();
  try {
    return bareSchema.parse(await run("server", ["bench/limits/bare-transaction.mjs", ...args]));
  } finally {
    app.resume();
  }
}

/** One POST through a wire that writes down what goes to the database. */
async function recordTransaction(dir: string, database: string): Promise<string> {
  const recorded: Statement[][] = [];
  const wire = await recordingWire(new URL(database), (statements) => recorded.push(statements));
  const app = await startApp(dir, { DATABASE_URL: wire.url });
  const requests = Array.from({ length: 10 }, () => submission(`127.0.0.1:${app.port}`, { email: newEmail().email }));
  await load(app, dir, { connections: 1, seconds: 0.5, status: 303, requests });
  await app.stop();
  wire.close();
  const statements = recorded.find((each) => each.some(({ text }) => /insert into "waitlist_requests"/.test(text)));
  if (!statements) throw new Error("no POST was recorded");
  const sql = postgres(database, { max: 1 });
  const services = await sql`select id from services`;
  const hashes = await sql`select distinct document_sha256 from consents`;
  await sql.end();
  const kept = [...services.map(({ id }) => id), ...hashes.map(({ document_sha256 }) => document_sha256)];
  const file = path.join(dir, "transaction.json");
  await writeFile(file, JSON.stringify({ statements, kept }));
  return file;
}
