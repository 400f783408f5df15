import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { NO_SLOTS, startApp, startBare, withFolder } from "../support/app.ts";
import { type Figure, median, type Section } from "../support/figures.ts";
import { fromMany, type Load, load, PERSON, PROGRAM, requestOf } from "../support/load.ts";
import { fetchRaw, keepAnswer } from "../support/prepared-answer.ts";
import type { Server } from "../support/processes.ts";
import { startDefaultApp } from "./default-app.ts";

const CONNECTIONS = 32;
const SECONDS = 2;
/** The same page by an address that the fast lane leaves to React Router, which decodes it. */
const NO_SLOTS_ENCODED = NO_SLOTS.replace("no-slots", "no%2Dslots");

type Variant = { headers: Record<string, string>; status: number };
type Measured = { server: Server; address: string; variant: Variant; agent: string; loads: Load[] };

/** The page in each coding beside a bare server with the same bytes, with and without its views recorded. */
export async function pages(database: string, rounds: number, build: string): Promise<Section> {
  return withFolder(async (dir) => {
    const app = await startApp(build, `${dir}/postgres`, { DATABASE_URL: database });
    const embedded = await startApp(build, `${dir}/embedded`);
    const past = await startApp(build, `${dir}/postgres`, { DATABASE_URL: database });
    const stock = await startDefaultApp();
    const servers = [app, embedded, past, stock];
    try {
      const plain = await fetchRaw(app, NO_SLOTS, { "Accept-Encoding": "identity" });
      const routed = await fetchRaw(app, NO_SLOTS_ENCODED, { "Accept-Encoding": "identity" });
      if (!routed.body.equals(plain.body)) throw new Error("React Router answers with another page than the fast lane");
      const variants = await variantsOf(app);
      const measured = new Map<string, Measured>();
      const add = (name: string, server: Server, variant: Variant, agent = PROGRAM, address = NO_SLOTS) =>
        measured.set(name, { server, address, variant, agent, loads: [] });
      const bareServers: Server[] = [];
      for (const [name, variant] of Object.entries(variants)) {
        const answer = await fetchRaw(app, NO_SLOTS, variant.headers);
        if (answer.status !== variant.status) throw new Error(`${name} answered ${answer.status}`);
        const bare = await startBare(await keepAnswer(dir, name, answer));
        bareServers.push(bare);
        servers.push(bare);
        add(`bare ${name}`, bare, variant);
        add(name, app, variant);
      }
      for (const [name, variant] of Object.entries(variants)) add(`${name} counted`, app, variant, PERSON);
      for (const [name, variant] of Object.entries(await variantsOf(embedded)))
        add(`${name} PGlite`, embedded, variant, PERSON);
      add("router", past, variants.identity, PROGRAM, NO_SLOTS_ENCODED);
      add("react-router-serve", stock, variants.identity, PERSON, "/");

      const peaks: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        for (const { server, address, variant, agent, loads } of measured.values()) {
          const client = { Host: `127.0.0.1:${server.port}`, "User-Agent": agent, Accept: "text/html" };
          const requests = fromMany((from) => requestOf("GET", address, { ...client, ...variant.headers, ...from }));
          const asked = { connections: CONNECTIONS, seconds: SECONDS, status: variant.status, requests };
          loads.push(await alone(server, servers, () => load(server, dir, asked)));
        }
        peaks.push(app.peakMemory());
      }
      for (const server of servers) server.resume();
      const of = (name: string) => {
        const { loads = [] } = measured.get(name) ?? {};
        const middle = (key: "perSecond" | "p50" | "p99" | "serverCpu" | "generatorBusy") =>
          median(loads.map((each) => each[key]));
        return {
          perSecond: middle("perSecond"),
          p50: middle("p50"),
          p99: middle("p99"),
          serverCpu: middle("serverCpu"),
          generatorBusy: middle("generatorBusy"),
        };
      };
      const beside = (title: string, name: string, limit: string, atLeast?: number): Figure => ({
        case: title,
        value: of(name).perSecond,
        unit: "req/s",
        limit: limit.startsWith("bare")
          ? { name: "bare node:http", value: of(limit).perSecond, unbeatable: true }
          : { name: limit, value: of(limit).perSecond },
        ...(atLeast === undefined ? {} : { aim: { of: "ratio", atLeast } }),
        detail: { ...of(name), limitServerCpu: of(limit).serverCpu, limitGeneratorBusy: of(limit).generatorBusy },
      });
      const p99Beside = (coding: "identity" | "brotli"): Figure => ({
        case: `p99 of the page, ${coding}, every view recorded`,
        value: of(`${coding} counted`).p99,
        unit: "ms",
        limit: { name: "ms bare node:http", value: of(`bare ${coding}`).p99 },
        aim: { of: "ratio", atMost: 4 },
      });
      const counted = Object.keys(variants).flatMap((name) => measured.get(`${name} counted`)?.loads ?? []);
      return {
        title: "Pages, 32 connections",
        figures: [
          beside("page, identity", "identity", "bare identity"),
          beside("page, brotli", "brotli", "bare brotli"),
          beside("page, 304", "304", "bare 304"),
          beside("page, identity, every view recorded on PostgreSQL", "identity counted", "bare identity", 0.5),
          beside("page, brotli, every view recorded on PostgreSQL", "brotli counted", "bare brotli", 0.5),
          beside("page, 304, every view recorded on PostgreSQL", "304 counted", "bare 304"),
          beside("page, identity, every view recorded on PGlite", "identity PGlite", "bare identity"),
          beside("page, brotli, every view recorded on PGlite", "brotli PGlite", "bare brotli"),
          beside("page, 304, every view recorded on PGlite", "304 PGlite", "bare 304"),
          beside("page, identity, every view recorded on PostgreSQL", "identity counted", "react-router-serve", 60),
          beside("the same page past the fast lane, through React Router", "router", "bare identity"),
          beside("react-router-serve, the same page", "react-router-serve", "bare identity"),
          p99Beside("identity"),
          p99Beside("brotli"),
          await recorded(database, counted),
          {
            case: "peak memory under this load, PostgreSQL",
            value: app.peakMemory(),
            unit: "MB",
            limit: { name: "MB bare node:http", value: Math.max(...bareServers.map((bare) => bare.peakMemory())) },
            aim: { of: "value", atMost: 160 },
            detail: Object.fromEntries(peaks.map((peak, round) => [`afterRound${round + 1}`, peak])),
          },
          { case: "peak memory past the fast lane, PostgreSQL", value: past.peakMemory(), unit: "MB" },
          { case: "peak memory under this load, PGlite", value: embedded.peakMemory(), unit: "MB" },
        ],
      };
    } finally {
      for (const server of servers) server.resume();
      await Promise.all(servers.map((server) => server.stop()));
    }
  });
}

/** A page names its own address, so that each server has an `ETag` of its own. */
async function variantsOf(server: Server) {
  const { headers } = await fetchRaw(server, NO_SLOTS, { "Accept-Encoding": "identity" });
  return {
    identity: { headers: { "Accept-Encoding": "identity" }, status: 200 },
    brotli: { headers: { "Accept-Encoding": "gzip, deflate, br" }, status: 200 },
    "304": { headers: { "Accept-Encoding": "identity", "If-None-Match": headers.etag ?? "" }, status: 304 },
  } satisfies Record<string, Variant>;
}

/** All share a core: the others, which have background work, are stopped. */
async function alone<T>(server: Server, servers: Server[], work: () => Promise<T>): Promise<T> {
  for (const other of servers) if (other !== server) other.pause();
  server.resume();
  return work();
}

/** Views in the database beside responses that should have one. Responses cut off at the end of a round count too. */
async function recorded(database: string, loads: Load[]): Promise<Figure> {
  const sql = postgres(database, { max: 1 });
  // A build before the batches has a row for each event.
  const [batched] = await sql`select 1 from pg_views where viewname = 'analytics_events_each'`;
  const events = sql(batched ? "analytics_events_each" : "analytics_events");
  const count = async () =>
    Number((await sql`select count(*) from ${events} where event_name = 'show_no_slots'`)[0]?.count);
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
    aim: { of: "ratio", exactly: 1 },
  };
}
