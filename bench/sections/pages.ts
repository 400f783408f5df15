import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { NO_SLOTS, startApp, startBare, withFolder } from "../support/app.ts";
import { type Figure, median, type Section } from "../support/figures.ts";
import { type Load, load, PERSON, PROGRAM, requestOf } from "../support/load.ts";
import { fetchRaw, keepAnswer } from "../support/prepared-answer.ts";
import type { Server } from "../support/processes.ts";
import { startDefaultApp } from "./default-app.ts";

const CONNECTIONS = 32;
const SECONDS = 2;

type Variant = { headers: Record<string, string>; status: number };
type Measured = { server: Server; address: string; variant: Variant; agent: string; loads: Load[] };

/** The page in each coding beside a bare server with the same bytes, with and without its views recorded. */
export async function pages(database: string, rounds: number): Promise<Section> {
  return withFolder(async (dir) => {
    const app = await startApp(`${dir}/postgres`, { DATABASE_URL: database });
    const embedded = await startApp(`${dir}/embedded`);
    const stock = await startDefaultApp();
    const servers = [app, embedded, stock];
    try {
      const { etag = "" } = (await fetchRaw(app, NO_SLOTS, { "Accept-Encoding": "identity" })).headers;
      const variants = {
        identity: { headers: { "Accept-Encoding": "identity" }, status: 200 },
        brotli: { headers: { "Accept-Encoding": "gzip, deflate, br" }, status: 200 },
        "304": { headers: { "Accept-Encoding": "identity", "If-None-Match": etag }, status: 304 },
      } satisfies Record<string, Variant>;
      const measured = new Map<string, Measured>();
      const add = (name: string, server: Server, variant: Variant, agent = PROGRAM, address = NO_SLOTS) =>
        measured.set(name, { server, address, variant, agent, loads: [] });
      for (const [name, variant] of Object.entries(variants)) {
        const answer = await fetchRaw(app, NO_SLOTS, variant.headers);
        if (answer.status !== variant.status) throw new Error(`${name} answered ${answer.status}`);
        const bare = await startBare(await keepAnswer(dir, name, answer));
        servers.push(bare);
        add(`bare ${name}`, bare, variant);
        add(name, app, variant);
      }
      for (const name of ["identity", "brotli"] as const) add(`${name} counted`, app, variants[name], PERSON);
      for (const name of ["identity", "brotli"] as const) add(`${name} PGlite`, embedded, variants[name], PERSON);
      // No route has this address, so nobody declared it fit for the fast lane.
      add("router", app, { ...variants.identity, status: 404 }, PROGRAM, "/no-such-page/");
      add("react-router-serve", stock, variants.identity, PROGRAM, "/");

      for (let round = 0; round < rounds; round += 1) {
        for (const { server, address, variant, agent, loads } of measured.values()) {
          const client = { Host: `127.0.0.1:${server.port}`, "User-Agent": agent, Accept: "text/html" };
          const request = requestOf("GET", address, { ...client, ...variant.headers });
          const { status } = variant;
          loads.push(
            await load(server, dir, { connections: CONNECTIONS, seconds: SECONDS, status, requests: [request] }),
          );
        }
      }
      const of = (name: string) => {
        const { loads = [] } = measured.get(name) ?? {};
        const middle = (key: "perSecond" | "p50" | "p99" | "serverCpu") => median(loads.map((each) => each[key]));
        return {
          perSecond: middle("perSecond"),
          p50: middle("p50"),
          p99: middle("p99"),
          serverCpu: middle("serverCpu"),
        };
      };
      const beside = (title: string, name: string, limit: string, atLeast?: number): Figure => ({
        case: title,
        value: of(name).perSecond,
        unit: "req/s",
        limit: { name: limit.startsWith("bare") ? "bare node:http" : limit, value: of(limit).perSecond },
        ...(atLeast === undefined ? {} : { aim: { of: "ratio", atLeast } }),
        detail: { ...of(name), limitServerCpu: of(limit).serverCpu },
      });
      const counted = ["identity counted", "brotli counted"].flatMap((name) => measured.get(name)?.loads ?? []);
      return {
        title: "Pages, 32 connections",
        figures: [
          beside("page, identity", "identity", "bare identity"),
          beside("page, brotli", "brotli", "bare brotli"),
          beside("page, 304", "304", "bare 304"),
          beside("page, identity, every view recorded on PostgreSQL", "identity counted", "bare identity", 0.5),
          beside("page, brotli, every view recorded on PostgreSQL", "brotli counted", "bare brotli", 0.5),
          beside("page, identity, every view recorded on PGlite", "identity PGlite", "bare identity"),
          beside("page, brotli, every view recorded on PGlite", "brotli PGlite", "bare brotli"),
          beside("page, identity, every view recorded on PostgreSQL", "identity counted", "react-router-serve", 60),
          beside("past the fast lane: «not found» through React Router", "router", "bare identity"),
          beside("react-router-serve, the same page", "react-router-serve", "bare identity"),
          {
            case: "p99 of the page, every view recorded",
            value: of("identity counted").p99,
            unit: "ms",
            limit: { name: "ms bare node:http", value: of("bare identity").p99 },
            aim: { of: "ratio", atMost: 4 },
          },
          await recorded(database, counted),
          {
            case: "peak memory under this load, PostgreSQL",
            value: app.peakMemory(),
            unit: "MB",
            limit: { name: "MB bare node:http", value: servers.at(3)?.peakMemory() ?? Number.NaN },
            aim: { of: "value", atMost: 160 },
          },
          { case: "peak memory under this load, PGlite", value: embedded.peakMemory(), unit: "MB" },
        ],
      };
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  });
}

/** Views in the database beside answers that were due one. Those cut off at the end of a round were served and are counted too. */
async function recorded(database: string, loads: Load[]): Promise<Figure> {
  const sql = postgres(database, { max: 1 });
  const count = async () =>
    Number((await sql`select count(*) from analytics_events where event_name = 'show_no_slots'`)[0]?.count);
  let views = await count();
  for (let before = -1; before !== views; views = await count()) {
    before = views;
    await delay(1000);
  }
  await sql.end();
  const asked = loads.reduce((sum, each) => sum + each.asked, 0);
  return {
    case: "views recorded on PostgreSQL",
    value: views,
    unit: "views",
    limit: { name: "page requests by people", value: asked },
    aim: { of: "ratio", atLeast: 0.999 },
  };
}
