import { writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { NO_SLOTS, startApp, withFolder } from "../support/app.ts";
import { type Figure, median, type Section } from "../support/figures.ts";
import { fromMany, type Load, load, PERSON, requestOf } from "../support/load.ts";
import { run, type Server } from "../support/processes.ts";

const PER_SECOND = 1_000;
const SECONDS = 3;
/** The burst that one address may have rendered is used up by then. */
const BEFORE_SECONDS = 3;
const STRANGER = "203.0.113.7";

/** What React Router renders anew each time: unknown pages, encoded addresses, redirects, the sign-in, made-up campaigns. */
const UNDRAWN = ["/nothing-here/", "/booking/no%2Dslots/", "/booking/slot/?service_slug=primary", "/desk/sign-in/"];
const CAMPAIGNS = 500;

const pressureSchema = z.object({ asked: z.number(), statuses: z.record(z.string(), z.number()) });
type Pressure = z.output<typeof pressureSchema>;

/** A visitor's page while one address requests a thousand uncached pages a second. */
export async function undrawn(database: string, rounds: number, build: string): Promise<Section> {
  return withFolder(async (dir) => {
    const app = await startApp(build, dir, { DATABASE_URL: database });
    const [quiet, during]: [Load[], Load[]] = [[], []];
    const pressures: Pressure[] = [];
    try {
      await page(app, dir);
      for (let round = 0; round < rounds; round += 1) {
        quiet.push(await page(app, dir));
        const pressed = press(app, dir);
        await delay(BEFORE_SECONDS * 1000);
        during.push(await page(app, dir));
        pressures.push(await pressed);
      }
    } finally {
      await app.stop();
    }
    const sum = (of: (pressure: Pressure) => number) => pressures.reduce((total, each) => total + of(each), 0);
    const asked = sum((each) => each.asked);
    const refused = sum(({ statuses }) => statuses["429"] ?? 0);
    if (refused < asked / 2) throw new Error(`only ${refused} of ${asked} were refused`);
    const of = (all: Load[], key: "p50" | "p99") => median(all.map((each) => each[key]));
    return {
      title: "One address asks for pages that are drawn, PostgreSQL",
      figures: (["p50", "p99"] as const).map(
        (key): Figure => ({
          case: `page during 1,000 undrawn requests a second from one prefix, ${key}`,
          value: of(during, key),
          unit: "ms",
          limit: { name: "ms quiet", value: of(quiet, key) },
          aim: { of: "ratio", atMost: 3 },
          detail: { asked, refused, serverCpuQuiet: cpuOf(quiet), serverCpuDuring: cpuOf(during) },
        }),
      ),
    };
  });
}

const cpuOf = (all: Load[]) => median(all.map(({ serverCpu }) => serverCpu));

/** One visitor after another, each from an address of their own. */
function page(app: Server, dir: string): Promise<Load> {
  const headers = { Host: `127.0.0.1:${app.port}`, "User-Agent": PERSON, "Accept-Encoding": "gzip, deflate, br" };
  const requests = fromMany((from) => requestOf("GET", NO_SLOTS, { ...headers, ...from }));
  return load(app, dir, { connections: 1, seconds: SECONDS, status: 200, requests });
}

async function press(app: Server, dir: string): Promise<Pressure> {
  const file = path.join(dir, "undrawn.json");
  const headers = { "User-Agent": PERSON, "X-Forwarded-For": STRANGER };
  const campaigns = Array.from({ length: CAMPAIGNS }, (_, nth) => `/booking/?utm_source=${process.pid}-${nth}`);
  const paths = campaigns.flatMap((campaign, nth) => [UNDRAWN[nth % UNDRAWN.length] ?? "/", campaign]);
  await writeFile(file, JSON.stringify(paths.map((each) => ({ path: each, headers }))));
  // Longer than the page is measured, including its warm-up.
  const seconds = BEFORE_SECONDS + SECONDS + 2;
  return pressureSchema.parse(
    await run("generator", ["bench/pressure.mjs", ...[app.port, PER_SECOND, seconds].map(String), file]),
  );
}
