import { writeFile } from "node:fs/promises";
import path from "node:path";
import postgres from "postgres";
import { startApp, withFolder } from "../support/app.ts";
import { type Figure, median, type Section } from "../support/figures.ts";
import { type Load, load, loadSchema } from "../support/load.ts";
import { newEmail, signIn, submission } from "../support/people.ts";
import { run, type Server } from "../support/processes.ts";

const SECONDS = 3;
/** From before the forms are measured until after. */
const ATTEMPTS_SECONDS = 6;
const ATTEMPTS = 40;
/** More than are answered in the measured time. */
const PEOPLE = 2_000;
/** A wrong password, and a full queue. */
const [WRONG, UNHEARD] = ["403", "503"];

/** The form's POST while forty people, each from another place, try passwords as fast as they are answered. */
export async function signIns(database: string, rounds: number, build: string): Promise<Section> {
  return withFolder(async (dir) => {
    const app = await startApp(build, dir, { DATABASE_URL: database });
    const sql = postgres(database, { max: 1 });
    const [quiet, during]: [Load[], Load[]] = [[], []];
    const tried = { heard: 0, unheard: 0 };
    const turns = [
      async () => void quiet.push(await forms(app, dir)),
      async () => {
        const [busy, { heard, unheard }] = await Promise.all([forms(app, dir), attempts(app, dir)]);
        during.push(busy);
        tried.heard += heard;
        tried.unheard += unheard;
        // The total limit must not end the measurement.
        await sql`delete from rate_limits`;
      },
    ];
    try {
      await forms(app, dir);
      for (let round = 0; round < rounds; round += 1) {
        for (const turn of turns) await turn();
        turns.reverse();
      }
    } finally {
      await sql.end();
      await app.stop();
    }
    const of = (all: Load[], key: "p50" | "p99") => median(all.map((each) => each[key]));
    return {
      title: "The door is tried, PostgreSQL",
      figures: (["p50", "p99"] as const).map(
        (key): Figure => ({
          case: `form POST during ${ATTEMPTS} sign-ins, ${key}`,
          value: of(during, key),
          unit: "ms",
          limit: { name: "ms quiet", value: of(quiet, key) },
          ...(key === "p50" ? { aim: { of: "ratio", atMost: 3 } } : {}),
          detail: tried,
        }),
      ),
    };
  });
}

function forms(app: Server, dir: string): Promise<Load> {
  const requests = Array.from({ length: PEOPLE }, () => submission(`127.0.0.1:${app.port}`, newEmail()));
  return load(app, dir, { connections: 1, seconds: SECONDS, status: 303, requests });
}

async function attempts(app: Server, dir: string): Promise<{ heard: number; unheard: number }> {
  const file = path.join(dir, "attempts.json");
  const requests = Array.from({ length: PEOPLE }, () => signIn(`127.0.0.1:${app.port}`));
  await writeFile(file, JSON.stringify(requests));
  const { statuses } = loadSchema.parse(
    await run("generator", ["bench/generator.mjs", ...[app.port, ATTEMPTS, ATTEMPTS_SECONDS].map(String), file]),
  );
  const { [WRONG]: heard = 0, [UNHEARD]: unheard = 0, ...others } = statuses;
  if (Object.keys(others).length > 0 || unheard === 0) throw new Error(`answered ${JSON.stringify(statuses)}`);
  return { heard, unheard };
}
