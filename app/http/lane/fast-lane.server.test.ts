import { BlockList } from "node:net";
import { data, RouterContextProvider } from "react-router";
import { describe, expect, it, vi } from "vitest";
import { buildOf, type Load, queryOf, route, serve, UNLIMITED } from "#app/testing/lane.ts";
import { FastLane } from "./fast-lane.server.ts";
import { fitForFastLane } from "./fast-lane-loader.server.ts";

describe("the fast lane", () => {
  it("renders once for a thousand parallel requests of a page, and loads for each", async () => {
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const load = vi.fn(async () => data("page"));
    const { ask, drawn, ordinary } = await serve(load, async (shown) => {
      await held;
      return new Response(shown);
    });
    const asked = Array.from({ length: 1000 }, () => ask("/page/"));
    await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(1000), { timeout: 30_000 });
    finish();
    for (const { body } of await Promise.all(asked)) expect(body).toBe("page");
    expect([drawn.mock.calls.length, ordinary.mock.calls.length]).toEqual([1, 0]);
    expect((await ask("/page/")).body).toBe("page");
    expect([drawn.mock.calls.length, load.mock.calls.length]).toEqual([1, 1001]);
  });

  it("caches a page by its data: neither the slash nor the query renders it again", async () => {
    const { ask, drawn } = await serve(async () => data("page"));
    for (let count = 0; count < 50; count += 1)
      await ask(`/page${count % 2 ? "/" : ""}?utm_source=${count}&embed=${count}&x=${count}`);
    expect(drawn).toHaveBeenCalledTimes(1);
  });

  it("renders a page anew once the practice's words have changed", async () => {
    let edition = 1;
    const { ask, drawn } = await serve(
      async () => data("page"),
      async (shown) => new Response(`${shown} in edition ${edition}`),
      "page",
      UNLIMITED,
      () => edition,
    );
    for (const expected of [1, 1, 2, 2]) {
      edition = expected;
      expect((await ask("/page/")).body).toBe(`page in edition ${expected}`);
    }
    expect(drawn).toHaveBeenCalledTimes(2);
  });

  it("never takes one page's data for another's", async () => {
    const { ask } = await serve(queryOf);
    const queries = ["", "?a", "?a=1", '?"', "?a&b", "?b&a"];
    for (const query of [...queries, ...queries, ...queries.reverse()]) {
      expect((await ask(`/page/${query}`)).body).toBe(new URL(`http://x/${query}`).search);
    }
  });

  it("evicts pages that nobody requests again, and keeps requested ones", async () => {
    const { ask, drawn } = await serve(queryOf);
    await ask("/page/?rare");
    for (let count = 0; count < 1200; count += 1) {
      await ask(`/page/?${count}`);
      if (count % 100 === 0) await ask("/page/?popular");
    }
    const before = drawn.mock.calls.length;
    await ask("/page/?popular");
    expect(drawn).toHaveBeenCalledTimes(before);
    await ask("/page/?rare");
    expect(drawn).toHaveBeenCalledTimes(before + 1);
  });

  it.each<[string, Load, number, string]>([
    ["a fault", () => Promise.reject(new Error("broken")), 500, "fault"],
    ["a redirect", async () => new Response("away", { status: 303 }), 303, "away"],
    ["headers of its own", async () => data("mine", { headers: { "X-Mine": "1" } }), 200, "mine"],
  ])(
    "%s of the loader is rendered normally each time; the loader does not run twice",
    async (_, load, status, body) => {
      const loads = vi.fn(load);
      const { ask, ordinary } = await serve(loads);
      for (let count = 1; count <= 3; count += 1) {
        expect(await ask("/page/")).toMatchObject({ status, body });
        expect([loads.mock.calls.length, ordinary.mock.calls.length]).toEqual([count, count]);
      }
    },
  );

  it("caches not-found and unavailable pages by status, apart from an equal 200 page", async () => {
    const load: Load = async ({ url }) => data("words", { status: Number(url.searchParams.get("status")) });
    const { ask, drawn, ordinary } = await serve(load);
    for (const status of [404, 200, 503, 404, 200, 503]) {
      const answer = await ask(`/page/?status=${status}`, { headers: { "If-None-Match": '"x"' } });
      expect(answer).toMatchObject({ status, body: "words" });
    }
    expect((await ask("/page/?status=404", { headers: { "If-None-Match": "*" } })).status).toBe(404);
    expect((await ask("/page/?status=404", { method: "HEAD" })).status).toBe(404);
    expect([drawn.mock.calls.length, ordinary.mock.calls.length]).toEqual([3, 0]);
  });

  it("a page that failed to render is rendered per request and not cached", async () => {
    let broken = true;
    const { ask, ordinary } = await serve(queryOf, async (shown) =>
      broken ? new Response("fault", { status: 500 }) : new Response(shown),
    );
    expect(await ask("/page/?a")).toMatchObject({ status: 500, body: "fault" });
    broken = false;
    expect(await ask("/page/?a")).toMatchObject({ status: 200, body: "?a" });
    expect(ordinary).toHaveBeenCalledTimes(1);
  });

  it("leaves other methods and addresses to others", async () => {
    const { ask } = await serve(queryOf);
    for (const [path, method] of [
      ["/page/", "POST"],
      ["/page/", "OPTIONS"],
      ["/page.data", "GET"],
      ["/page/more", "GET"],
      ["/", "GET"],
    ] as const) {
      expect((await ask(path, { method })).status).toBe(204);
    }
  });

  it("refuses at start a route whose address or parents affect its page", () => {
    const loader = fitForFastLane(queryOf);
    const parts = {
      handle: async () => new Response(),
      contextOf: () => new RouterContextProvider(),
      lightContextOf: () => new RouterContextProvider(),
      edition: () => 0,
      config: {
        demo: true,
        hstsSubdomains: false,
        publicOrigin: "http://practice.example",
        trustProxy: 0,
        trustProxyFrom: new BlockList(),
      },
      limit: UNLIMITED,
      logger: { fault: vi.fn() },
    };
    const start = (...routes: Parameters<typeof buildOf>) => new FastLane({ ...parts, build: buildOf(...routes) });
    for (const path of ["*", "more/*", ":slug?"]) {
      expect(() => start(route("page", loader, path))).toThrow(/not fit/);
    }
    const page = route("page", loader, "papers/:name");
    expect(() => start(page, route("other", loader, "papers/new"))).toThrow(/not fit/);
    expect(() => start(page, route("other", loader, "papers/:name/new"))).not.toThrow();
    const child = { ...route("child", loader), parentId: "page" };
    expect(() => start(route("page", loader), child)).toThrow(/not fit/);
  });

  it("caches by each parameter value, and leaves encoded ones to others", async () => {
    const named: Load = async ({ params }) =>
      params.name === "gone" ? new Response("gone", { status: 404 }) : data(`${params.name}`);
    const { ask, drawn } = await serve(named, undefined, "papers/:name");
    for (let count = 0; count < 3; count += 1) {
      for (const name of ["one", "two"]) {
        expect((await ask(`/papers/${name}/?x=${count}`)).body).toBe(name);
        expect((await ask(`/papers/${name}`)).body).toBe(name);
      }
      expect((await ask("/papers/gone/")).status).toBe(404);
    }
    expect(drawn).toHaveBeenCalledTimes(2);
    for (const path of ["/papers/%6fne/", "/papers/", "/papers/one/two/"]) expect((await ask(path)).status).toBe(204);
  });
});
