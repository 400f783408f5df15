import { setTimeout as delay } from "node:timers/promises";
import { addJob } from "../../e2e/support/records/jobs.ts";
import { startApp, withFolder } from "../support/app.ts";
import { type Figure, median, type Section } from "../support/figures.ts";
import { addKeptHours, neverQuiet, withConnection } from "../support/hours.ts";
import { type Load, load, requestOf } from "../support/load.ts";
import { formOf, newEmail } from "../support/people.ts";
import type { Server } from "../support/processes.ts";

const SECONDS = 3;
const HOURS = 500;
/** More than are answered in the measured time. */
const PEOPLE = 2_000;
const WITHIN_SECONDS = 60;
/** Then the measurement gives up. */
const AT_MOST_SECONDS = 300;
/** So that one person at a time is asked; each round has days of its own. */
const FIRST_DAY = 9;
const DAYS_A_ROUND = Math.ceil(HOURS / 24) + 1;

/** A cancelled holiday: hundreds of hours are freed at once while visitors send the form. */
export async function freedHours(database: string, rounds: number, build: string): Promise<Section> {
  return withFolder(async (dir) => {
    const app = await startApp(build, dir, { DATABASE_URL: database });
    const [quiet, during]: [Load[], Load[]] = [[], []];
    const seconds: number[] = [];
    try {
      await withConnection(database, async (connection) => {
        await neverQuiet(connection.db);
        // Those who are asked: everybody who sends the form suits every hour.
        await forms(app, dir);
        for (let round = 0; round < rounds; round += 1) {
          quiet.push(await forms(app, dir));
          const fillings = await addKeptHours(connection.db, HOURS, FIRST_DAY + round * DAYS_A_ROUND, new Date());
          const begun = performance.now();
          for (const fillingId of fillings) await addJob(connection, "advance-filling", { fillingId });
          const [load] = await Promise.all([
            forms(app, dir),
            underWay(connection.run, fillings).then(() => seconds.push((performance.now() - begun) / 1000)),
          ]);
          during.push(load);
        }
      });
    } finally {
      await app.stop();
    }
    const of = (loads: Load[], key: "p50" | "p99") => median(loads.map((each) => each[key]));
    return {
      title: `${HOURS} hours freed at once, PostgreSQL`,
      figures: [
        {
          case: `until all ${HOURS} are under way, the form being sent meanwhile`,
          value: median(seconds),
          unit: "s",
          aim: { of: "value", atMost: WITHIN_SECONDS },
        },
        ...(["p50", "p99"] as const).map(
          (key): Figure => ({
            case: `form POST meanwhile, ${key}`,
            value: of(during, key),
            unit: "ms",
            limit: { name: "ms quiet", value: of(quiet, key) },
            ...(key === "p50" ? { aim: { of: "ratio", atMost: 1.5 } } : {}),
          }),
        ),
      ],
    };
  });
}

type Run = (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>;

/** Resolves when every filling has taken its first step. */
async function underWay(run: Run, fillings: string[]): Promise<void> {
  const until = performance.now() + AT_MOST_SECONDS * 1000;
  for (;;) {
    const { rows } = await run(
      "select 1 from slot_fillings f where id = any($1) and ended_at is null and not exists (select from offers o where o.filling_id = f.id) and wakes_at <= now() limit 1",
      [fillings],
    );
    if (rows.length === 0) return;
    if (performance.now() > until) throw new Error(`not all were under way within ${AT_MOST_SECONDS} s`);
    await delay(100);
  }
}

function forms(app: Server, dir: string): Promise<Load> {
  const requests = Array.from({ length: PEOPLE }, () => {
    const { address, headers, body } = formOf(`127.0.0.1:${app.port}`, newEmail(), { window: "any" });
    return requestOf("POST", address, headers, body);
  });
  return load(app, dir, { connections: 1, seconds: SECONDS, status: 303, requests });
}
