import { startApp, startBare, withFolder } from "../support/app.ts";
import { type Figure, median, type Section } from "../support/figures.ts";
import { keepAnswer } from "../support/prepared-answer.ts";
import type { Server } from "../support/processes.ts";

/** From the start of the process to readiness, on a migrated database. */
export async function startUp(database: string, rounds: number, build: string): Promise<Section> {
  return withFolder(async (dir) => {
    const answer = await keepAnswer(dir, "bare", { status: 200, headers: {}, body: Buffer.from("ok") });
    const starts: [string, () => Promise<Server>][] = [
      ["bare", () => startBare(answer)],
      ["PostgreSQL", () => startApp(build, `${dir}/postgres`, { DATABASE_URL: database })],
      ["PGlite", () => startApp(build, `${dir}/embedded`)],
    ];
    const measured = new Map<string, { startedIn: number; memory: number }[]>();
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, start] of starts) {
        const server = await start();
        const one = { startedIn: server.startedIn, memory: server.peakMemory() };
        await server.stop();
        // The first round migrates.
        if (round > 0) measured.set(name, [...(measured.get(name) ?? []), one]);
      }
    }
    const of = (name: string, key: "startedIn" | "memory") => median((measured.get(name) ?? []).map((one) => one[key]));
    const figures = ["PostgreSQL", "PGlite"].flatMap((name): Figure[] => [
      {
        case: `start-up until ready, ${name}`,
        value: of(name, "startedIn"),
        unit: "ms",
        limit: { name: "ms bare node:http", value: of("bare", "startedIn") },
      },
      {
        case: `memory when ready, ${name}`,
        value: of(name, "memory"),
        unit: "MB",
        limit: { name: "MB bare node:http", value: of("bare", "memory") },
      },
    ]);
    return { title: "Start-up", figures };
  });
}
