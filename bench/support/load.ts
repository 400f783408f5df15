import { writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { run, type Server } from "./processes.ts";

/** What the generator prints. */
export const loadSchema = z.object({
  perSecond: z.number(),
  answers: z.number(),
  asked: z.number(),
  statuses: z.record(z.string(), z.number()),
  p50: z.number(),
  p99: z.number(),
  generatorBusy: z.number(),
});
/** `p50` and `p99` in milliseconds; `serverCpu` in milliseconds of processor time an answer. */
export type Load = z.output<typeof loadSchema> & { serverCpu: number };

export type Requests = { connections: number; seconds: number; status: number; requests: string[] };

/** Sends whole requests over kept connections, as fast as they are answered. Every response must have the status. */
export async function load(server: Server, dir: string, asked: Requests): Promise<Load> {
  const file = path.join(dir, "requests.json");
  await writeFile(file, JSON.stringify(asked.requests));
  const { connections, seconds, status } = asked;
  const before = server.cpu();
  const measured = loadSchema.parse(
    await run("generator", ["bench/generator.mjs", ...[server.port, connections, seconds].map(String), file]),
  );
  const others = Object.keys(measured.statuses).filter((each) => each !== String(status));
  if (others.length > 0 || measured.answers === 0) throw new Error(`answered ${JSON.stringify(measured.statuses)}`);
  return { ...measured, serverCpu: ((server.cpu() - before) * 1000) / measured.asked };
}

/** A raw request. */
export function requestOf(method: string, address: string, headers: Record<string, string>, body = ""): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${[`${method} ${address} HTTP/1.1`, ...lines].join("\r\n")}\r\n\r\n${body}`;
}

/** The same from five thousand addresses behind the proxy, so that none of them meets a limit. */
export const fromMany = (request: (from: { "X-Forwarded-For": string }) => string): string[] =>
  Array.from({ length: 5_000 }, (_, nth) => request({ "X-Forwarded-For": `10.1.${nth >> 8}.${nth & 255}` }));

export const PERSON =
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36";
/** Its visits are served and not counted. */
export const PROGRAM = "bench-bot/1.0";
