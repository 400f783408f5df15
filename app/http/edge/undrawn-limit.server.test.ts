import { readFileSync } from "node:fs";
import { BlockList } from "node:net";
import { data } from "react-router";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { type Load, queryOf, serve } from "#app/testing/lane.ts";
import { drawTooManyRequests, type TooManyRequests } from "./too-many-requests.server.tsx";
import { UndrawnLimit } from "./undrawn-limit.server.ts";

describe("what one address may have rendered", () => {
  let answers: TooManyRequests;
  beforeAll(async () => {
    answers = await drawTooManyRequests({
      demo: true,
      hstsSubdomains: false,
      embedOrigins: [],
      publicOrigin: "http://practice.example",
    });
  });
  const clock = { ms: 0 };
  const limitOf = (burst: number) =>
    new UndrawnLimit({
      config: { trustProxy: 0, trustProxyFrom: new BlockList() },
      answers,
      isMessenger: () => false,
      now: () => clock.ms,
      size: { burst, perSecond: 1 },
    });
  const lane = (burst: number, load: Load) => serve(load, undefined, undefined, limitOf(burst));

  it("is limited: beyond it a new page is 429, a cached one is not", async () => {
    const { ask, drawn } = await lane(3, queryOf);
    for (const page of ["a", "b", "c"]) expect((await ask(`/page/?${page}`)).status).toBe(200);
    const refused = await ask("/page/?d");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect([refused.headers.get("cache-control"), refused.headers.get("content-type")]).toEqual([
      "no-store",
      "text/html; charset=utf-8",
    ]);
    expect(refused.body).toContain("<h1>Слишком много запросов подряд</h1>");
    expect(refused.body).toContain('<html lang="ru">');
    for (const page of ["a", "b", "c"]) expect((await ask(`/page/?${page}`)).status).toBe(200);
    expect(drawn).toHaveBeenCalledTimes(3);
    clock.ms += 1_000;
    expect((await ask("/page/?d")).status).toBe(200);
  });

  it("is not charged for waiting while another request renders the page", async () => {
    const { ask, drawn } = await lane(1, async () => data("page"));
    const all = await Promise.all(Array.from({ length: 50 }, () => ask("/page/")));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([200]));
    expect(drawn).toHaveBeenCalledTimes(1);
  });

  it("includes the slowest compression, unless half would not be left", async () => {
    const lengths: number[] = [];
    const page = readFileSync("package-lock.json", "utf8").slice(0, 20_000);
    const { ask } = await lane(42, async () => data(page));
    const length = async (query: string) => {
      const { headers } = await ask(`/page/?${query}`, { headers: { "Accept-Encoding": "br" } });
      return Number(headers.get("content-length"));
    };
    lengths.push(await length("a"), await length("b"));
    await vi.waitFor(async () => expect(await length("c")).toBeLessThan(lengths[0] ?? 0), { timeout: 10_000 });

    const poor = await lane(41, async () => data(page));
    const asked = (query: string) => poor.ask(`/page/?${query}`, { headers: { "Accept-Encoding": "br" } });
    for (let count = 0; count < 20; count += 1) await asked(String(count));
    expect((await asked("last")).headers.get("content-length")).toBe(String(lengths[0]));
  });
});
