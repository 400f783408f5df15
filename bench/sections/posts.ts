import postgres from "postgres";
import { z } from "zod";
import { withDatabase } from "../../e2e/support/servers/postgres.ts";
import { startApp, withFolder } from "../support/app.ts";
import { type Figure, median, type Section } from "../support/figures.ts";
import { load } from "../support/load.ts";
import { newEmail, newPhone, submission } from "../support/people.ts";
import { run, type Server } from "../support/processes.ts";
import { recordTransactions } from "../support/recorded-transactions.ts";

const SECONDS = 2;
/** More than are answered in the measured time. */
const PEOPLE = 6_000;
const CONTACTS = { "e-mail": newEmail, phone: newPhone };
/** A practice's commits reach the disk. Where they do not wait for it, processor time decides. */
const COMMITS = [
  { title: "", synchronous: "on", concurrencies: [1, 10, 50] },
  { title: ", commits not waiting for the disk", synchronous: "off", concurrencies: [10] },
] as const;

const bareSchema = z.object({ perSecond: z.number(), p50: z.number(), p99: z.number(), cpu: z.number() });
type Round = z.output<typeof bareSchema>;

/** The whole POST of the form up to its 303, beside its own SQL transaction over postgres.js alone, in a database of its own. */
export async function posts(database: string, rounds: number, build: string): Promise<Section> {
  return withDatabase((bareDatabase) =>
    withFolder(async (dir) => {
      const transactions = await recordTransactions(build, dir, bareDatabase, CONTACTS);
      const figures: Figure[] = [];
      for (const { title, synchronous, concurrencies } of COMMITS) {
        for (const url of [database, bareDatabase]) await setCommits(url, synchronous);
        const app = await startApp(build, dir, { DATABASE_URL: database });
        try {
          for (const concurrency of concurrencies) {
            for (const { name, file } of transactions) {
              const { own, bare } = await measure(app, { dir, concurrency, rounds, bareDatabase, name, file });
              figures.push({
                case: `POST accepted, ${name}, concurrency ${concurrency}${title}`,
                value: own.perSecond,
                unit: "req/s",
                limit: { name: "bare transaction", value: bare.perSecond, unbeatable: true },
                ...(concurrency === 10 ? { aim: { of: "ratio", atLeast: 0.6 } } : {}),
                detail: { p50: own.p50, p99: own.p99, serverCpu: own.cpu, limitP50: bare.p50, limitCpu: bare.cpu },
              });
            }
          }
        } finally {
          await app.stop();
        }
      }
      return { title: "The write path, PostgreSQL", figures };
    }),
  );
}

type Asked = {
  dir: string;
  concurrency: number;
  rounds: number;
  bareDatabase: string;
  name: keyof typeof CONTACTS;
  file: string;
};

/** Rounds of both, in alternating order. */
async function measure(app: Server, asked: Asked): Promise<{ own: Round; bare: Round }> {
  const { dir, concurrency, rounds, bareDatabase, name, file } = asked;
  const [own, bare]: [Round[], Round[]] = [[], []];
  const turns = [
    async () => {
      const requests = Array.from({ length: PEOPLE }, () => submission(`127.0.0.1:${app.port}`, CONTACTS[name]()));
      const answers = await load(app, dir, { connections: concurrency, seconds: SECONDS, status: 303, requests });
      own.push({ ...answers, cpu: answers.serverCpu });
    },
    async () => void bare.push(await runBare(app, [bareDatabase, String(concurrency), String(SECONDS), file])),
  ];
  for (let round = 0; round < rounds; round += 1) {
    for (const turn of turns) await turn();
    turns.reverse();
  }
  return { own: middle(own), bare: middle(bare) };
}

function middle(rounds: Round[]): Round {
  const of = (key: keyof Round) => median(rounds.map((each) => each[key]));
  return { perSecond: of("perSecond"), p50: of("p50"), p99: of("p99"), cpu: of("cpu") };
}

/** The app, which may still be sending mails, is stopped meanwhile: both are measured with a core to themselves. */
async function runBare(app: Server, args: string[]): Promise<Round> {
  app.pause();
  try {
    return bareSchema.parse(await run("server", ["bench/limits/bare-transaction.mjs", ...args]));
  } finally {
    app.resume();
  }
}

/** For new sessions. */
async function setCommits(url: string, synchronous: "on" | "off") {
  const sql = postgres(url, { max: 1 });
  await sql.unsafe(`alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = ${synchronous}`);
  await sql.end();
}
