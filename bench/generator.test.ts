import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSchema, requestOf } from "./support/load.ts";

const SECONDS = "0.3";
const LONG = "a page of a line and more\r\n\r\n".repeat(5_000);

type Answer = (response: http.ServerResponse, asked: number) => void | Promise<void>;

/** Each chunk, and each half of the long one, in a packet of its own. */
async function inPackets(response: http.ServerResponse) {
  response.flushHeaders();
  for (const part of ["0\r\n\r\n", LONG.slice(0, 50_000), LONG.slice(50_000)]) {
    await delay(2);
    response.write(part);
  }
  await delay(2);
  response.end();
}

const ANSWERS: Record<string, { status: number; answer: Answer }> = {
  "a length": { status: 200, answer: (response) => void response.end("short") },
  "a long body": { status: 200, answer: (response) => void response.end(LONG) },
  "a length, in several packets": {
    status: 200,
    answer: (response) => {
      response.setHeader("Content-Length", Buffer.byteLength(`0\r\n\r\n${LONG}`));
      return inPackets(response);
    },
  },
  "chunks, in several packets": { status: 200, answer: inPackets },
  "no body at all": { status: 304, answer: (response) => void response.writeHead(304, { "Content-Length": 7 }).end() },
  "another head each time": {
    status: 303,
    answer: (response, asked) => void response.writeHead(303, { Location: `/${asked}` }).end("x".repeat(asked % 100)),
  },
};

describe("the generator", () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), "generator-"));
    await writeFile(path.join(dir, "requests.json"), JSON.stringify([requestOf("GET", "/", { Host: "localhost" })]));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  /** What it printed, and how many requests the server had. */
  async function generate(answer: Answer) {
    let served = 0;
    const server = http.createServer((_, response) => void answer(response, served++));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? String(address.port) : "";
    const args = ["bench/generator.mjs", port, "3", SECONDS, path.join(dir, "requests.json")];
    try {
      const { stdout } = await promisify(execFile)(process.execPath, args);
      return { printed: loadSchema.parse(JSON.parse(stdout)), served };
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }

  it.each(Object.entries(ANSWERS))("reads answers with %s to their end", async (_, { status, answer }) => {
    const { printed, served } = await generate(answer);
    expect(Object.keys(printed.statuses)).toEqual([String(status)]);
    expect(printed.answers).toBeGreaterThan(0);
    // At the end each connection is cut off.
    const whole = printed.statuses[status] ?? 0;
    expect(whole).toBeLessThanOrEqual(served);
    expect(printed.asked - whole).toBeLessThanOrEqual(3);
  });

  it("counts a response that differs from the others", async () => {
    const { printed } = await generate(
      (response, asked) => void response.writeHead(asked === 1 ? 500 : 200).end("page"),
    );
    expect(printed.statuses).toEqual({ "200": expect.any(Number), "500": 1 });
  });

  it("fails where the server closes a connection", async () => {
    const closing = generate((response) => void response.writeHead(200, { Connection: "close" }).end("page"));
    await expect(closing).rejects.toThrow("the server closed a connection");
  });
});
