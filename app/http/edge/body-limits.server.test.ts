import http from "node:http";
import { BlockList } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addresses } from "#app/addresses.ts";
import { readIncoming } from "#app/http/node-adapter.ts";
import * as telegramWebhook from "#app/routes/api.telegram.webhook.ts";
import { BODY_LIMIT, BodyLimits } from "./body-limits.server.ts";

const page = { default: () => null };
const routes = {
  root: { id: "root", path: "", module: page },
  api: { id: "api", path: "api", parentId: "root", module: page },
  telegram: { id: "telegram", path: "telegram/webhook", parentId: "api", module: { ...page, ...telegramWebhook } },
  named: { id: "named", path: "of/:name", parentId: "root", module: { ...page, handle: { bodyLimit: 10 } } },
  other: { id: "other", path: "other", parentId: "root", module: { ...page, handle: { hydrate: true } } },
};
const TELEGRAM = 128 * 1024;

it("refuses to start with a limit that is none", () => {
  const odd = { id: "odd", path: "odd", module: { ...page, handle: { bodyLimit: -1 } } };
  expect(() => new BodyLimits({ routes: { odd } })).toThrow();
});

describe("a body over HTTP", () => {
  const limits = new BodyLimits({ routes });
  const front = { demo: true, publicOrigin: "http://practice.example", trustProxy: 0, trustProxyFrom: new BlockList() };
  let server: http.Server;
  let origin: string;
  beforeEach(async () => {
    server = http.createServer(async (incoming, outgoing) => {
      const read = await readIncoming(incoming, front, limits);
      outgoing.end(read?.facts.bodyTooLarge ? "too large" : String((await read?.request.text())?.length));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server listens on no port");
    origin = `http://127.0.0.1:${address.port}`;
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  it.each([
    ["an address without a route", "/nowhere", BODY_LIMIT],
    ["a route that declares none", "/other", BODY_LIMIT],
    ["an address below a route that declares one", "/of/somebody/else", BODY_LIMIT],
    ["a route with a parameter", "/of/somebody", 10],
    ["Telegram's webhook", addresses.api.chatWebhook.telegram(), TELEGRAM],
  ])("%s: it is read up to the limit", async (_, address, limit) => {
    const send = async (size: number) => {
      const answer = await fetch(origin + address, { method: "POST", body: "a".repeat(size) });
      return answer.text();
    };
    expect([await send(limit), await send(limit + 1)]).toEqual([String(limit), "too large"]);
  });
});
