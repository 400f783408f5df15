import type { Connection } from "#app/infrastructure/database/connection.ts";
import { NO_SLOTS, startApp, withFolder } from "../support/app.ts";
import { type Figure, median, type Section } from "../support/figures.ts";
import { addKeptHours, withConnection } from "../support/hours.ts";
import { fromMany, type Load, load, PERSON, requestOf } from "../support/load.ts";
import type { Server } from "../support/processes.ts";

const CONNECTIONS = 32;
const SECONDS = 2;
const HOURS = 500;
/** A twentieth longer is a twentieth fewer a second. */
const AT_LEAST = 1 / 1.05;
const TAKE_AWAY = "delete from availability_slots where id in (select slot_id from slot_fillings where id = any($1))";
/** The snapshot is read again after a second at the latest. */
const READ_AGAIN_MS = 1_500;

/** The counted page of a practice that keeps hundreds of hours for its list, beside the same page without them. */
export async function holds(database: string, rounds: number, build: string): Promise<Section> {
  return withFolder(async (dir) => {
    const app = await startApp(build, dir, { DATABASE_URL: database });
    const [without, held]: [Load[], Load[]] = [[], []];
    try {
      await page(app, dir);
      for (let round = 0; round < rounds; round += 1) {
        without.push(await page(app, dir));
        await withConnection(database, async (connection) => {
          const fillings = (await knowsOffers(connection)) ? await addKeptHours(connection.db, HOURS, 9, null) : [];
          await settle();
          held.push(await page(app, dir));
          if (fillings.length > 0) await connection.run(TAKE_AWAY, [fillings]);
          await settle();
        });
      }
    } finally {
      await app.stop();
    }
    const of = (loads: Load[], key: "perSecond" | "serverCpu" | "p99") => median(loads.map((each) => each[key]));
    const figure: Figure = {
      case: `page, every view recorded, ${HOURS} hours kept for the list`,
      value: of(held, "perSecond"),
      unit: "req/s",
      limit: { name: "req/s without them", value: of(without, "perSecond") },
      aim: { of: "ratio", atLeast: AT_LEAST },
      detail: {
        serverCpu: of(held, "serverCpu"),
        limitServerCpu: of(without, "serverCpu"),
        p99: of(held, "p99"),
        limitP99: of(without, "p99"),
      },
    };
    return { title: "Hours kept for the list, PostgreSQL", figures: [figure] };
  });
}

/** A build from before the offers keeps no hour. */
async function knowsOffers({ run }: Connection): Promise<boolean> {
  const { rows } = await run("select 1 from pg_tables where tablename = 'slot_fillings'");
  return rows.length > 0;
}

const settle = () => new Promise((resolve) => setTimeout(resolve, READ_AGAIN_MS));

function page(app: Server, dir: string): Promise<Load> {
  const headers = { Host: `127.0.0.1:${app.port}`, "User-Agent": PERSON, Accept: "text/html" };
  const requests = fromMany((from) => requestOf("GET", NO_SLOTS, { ...headers, ...from }));
  return load(app, dir, { connections: CONNECTIONS, seconds: SECONDS, status: 200, requests });
}
