import { setTimeout as delay } from "node:timers/promises";
import { NO_SLOTS, startApp, withFolder } from "../support/app.ts";
import { type Figure, median, type Section } from "../support/figures.ts";
import { fromMany, load, PERSON, requestOf } from "../support/load.ts";
import type { Server } from "../support/processes.ts";

const VIEWS = 200_000;
const CONNECTIONS = 32;
const SECONDS = 2;
/** What a start leaves to do is over by then. */
const SETTLED_MS = 20_000;
const IDLE_MS = 60_000;

type Footprint = Record<"first" | "ready" | "idle" | "viewed", number>;
type Aims = Partial<Record<keyof Footprint, number>>;

const CASES: Record<keyof Footprint, { name: string; unit: string }> = {
  first: { name: "peak memory of the first start", unit: "MB" },
  ready: { name: "memory when ready", unit: "MB" },
  idle: { name: "processor while idle", unit: "% of a core" },
  viewed: { name: `memory after ${VIEWS / 1000} k page views`, unit: "MB" },
};

/** What a small server needs: memory and processor of one process, on both databases. */
export async function footprint(database: string, rounds: number, build: string): Promise<Section> {
  const places: [string, Record<string, string>, Aims][] = [
    ["PGlite", {}, { first: 300, ready: 180, idle: 0.5, viewed: 220 }],
    ["PostgreSQL", { DATABASE_URL: database }, { idle: 0.2 }],
  ];
  const figures: Figure[] = [];
  for (const [place, env, aims] of places) {
    const measured: Footprint[] = [];
    for (let round = 0; round < rounds; round += 1)
      measured.push(await withFolder((dir) => footprintOf(dir, () => startApp(build, dir, env))));
    for (const key of ["first", "ready", "idle", "viewed"] as const) {
      const aim = aims[key];
      figures.push({
        case: `${CASES[key].name}, ${place}`,
        value: median(measured.map((one) => one[key])),
        unit: CASES[key].unit,
        ...(aim === undefined ? {} : { aim: { of: "value", atMost: aim } }),
      });
    }
  }
  return { title: "Footprint", figures };
}

async function footprintOf(dir: string, start: () => Promise<Server>): Promise<Footprint> {
  const fresh = await start();
  const first = fresh.peakMemory();
  await fresh.stop();
  const server = await start();
  try {
    const ready = server.memory();
    await delay(SETTLED_MS);
    const [before, since] = [server.cpu(), performance.now()];
    await delay(IDLE_MS);
    const idle = ((server.cpu() - before) * 100_000) / (performance.now() - since);
    const client = { Host: `127.0.0.1:${server.port}`, "User-Agent": PERSON, Accept: "text/html" };
    const requests = fromMany((from) => requestOf("GET", NO_SLOTS, { ...client, ...from }));
    for (let views = 0; views < VIEWS; ) {
      const { answers } = await load(server, dir, {
        connections: CONNECTIONS,
        seconds: SECONDS,
        status: 200,
        requests,
      });
      views += answers;
    }
    return { first, ready, idle, viewed: server.memory() };
  } finally {
    await server.stop();
  }
}
