import { writeFile } from "node:fs/promises";
import http from "node:http";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import type { Server } from "./processes.ts";

/** Headers that Node adds itself. */
const OWN_HEADERS = ["connection", "keep-alive", "date", "transfer-encoding"];

export type Answer = { status: number; headers: http.IncomingHttpHeaders; body: Buffer };

/** A response's bytes as received, still compressed. */
export function fetchRaw(server: Server, address: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    http
      .get({ host: "127.0.0.1", port: server.port, path: address, headers, agent: false }, (answer) => {
        buffer(answer).then(
          (body) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }),
          reject,
        );
      })
      .on("error", reject);
  });
}

/** Stores a response where the bare server reads it. */
export async function keepAnswer(dir: string, name: string, { status, headers, body }: Answer): Promise<string> {
  const file = path.join(dir, `${name}.json`);
  const kept = Object.entries(headers).filter(([header]) => !OWN_HEADERS.includes(header));
  const whole = status === 304 ? kept : [...kept, ["content-length", String(body.length)]];
  await writeFile(file, JSON.stringify({ status, headers: Object.fromEntries(whole), body: body.toString("base64") }));
  return file;
}
