import { afterEach, beforeEach, expect, it } from "vitest";
import { createLogger } from "#app/infrastructure/logger.ts";
import { MAX_TOKEN, MaxStub } from "#app/testing/max/stub.ts";
import { connectMax } from "./connect.ts";
import { MaxSubscription } from "./subscription.ts";
import { MAX_UPDATES } from "./update.ts";

const origin = "https://practice.example";
const url = `${origin}/api/max/webhook`;
const HOUR = 60 * 60 * 1000;
let stub: MaxStub;
let now: number;
const config = () => ({ token: MAX_TOKEN, webhookSecret: "a-secret-of-ours", apiRoot: stub.url, ca: null });
const own = { url, secret: "a-secret-of-ours", update_types: MAX_UPDATES };
const posts = () => stub.calls.filter(({ method, path }) => method === "POST" && path === "/subscriptions").length;

beforeEach(async () => {
  stub = await MaxStub.start();
  now = 0;
});
afterEach(() => stub.stop());
const subscription = (at = origin) =>
  new MaxSubscription({
    config: config(),
    origin: at,
    logger: createLogger("silent"),
    elapsed: () => now,
  });

it("connecting leaves one subscription, ours, and names what it took away", async () => {
  stub.subscriptions = [{ url: "https://other.example/hook", secret: "theirs-12345" }, own, own];
  expect(await connectMax(config(), origin)).toEqual({
    username: "balance_bot",
    removed: ["https://other.example/hook"],
    subscribed: [url],
  });
  expect((await connectMax(config(), origin)).removed).toEqual([]);
  expect(stub.subscriptions).toEqual([own]);
});

it("a subscription that is there is left alone; otherwise it is made anew", async () => {
  stub.subscriptions = [own];
  await subscription().keep();
  expect(posts()).toBe(0);
  for (const found of [[], [own, own], [{ ...own, update_types: ["bot_started"] }]]) {
    stub.subscriptions = found;
    await subscription().keep();
    expect(stub.subscriptions).toEqual([own]);
  }
  expect(posts()).toBe(3);
});

it("a subscription that was gone is told, a renewed one is not", async () => {
  stub.subscriptions = [own];
  const kept = subscription();
  now += 7 * HOUR;
  expect(await kept.keep()).toBe("kept");
  stub.subscriptions = [];
  now += HOUR;
  expect(await kept.keep()).toBe("lost");
});

it("after six hours without an update it is renewed, before MAX would drop it", async () => {
  stub.subscriptions = [own];
  const kept = subscription();
  now += 5 * HOUR;
  kept.heard();
  now += 5 * HOUR;
  await kept.keep();
  expect(posts()).toBe(0);
  now += 2 * HOUR;
  await kept.keep();
  await kept.keep();
  expect(posts()).toBe(1);
  expect(stub.subscriptions).toEqual([own]);
});

it("a demo subscribes to nothing, and a server that is away harms nothing", async () => {
  await subscription("http://127.0.0.1:3000").keep();
  expect(stub.calls).toEqual([]);
  await stub.stop();
  await subscription().keep();
});
