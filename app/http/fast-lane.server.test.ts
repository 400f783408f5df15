import http from "node:http";
import type { AddressInfo } from "node:net";
import { data, RouterContextProvider, type ServerBuild } from "react-router";
import { afterEach, describe, expect, it, vi } from "vitest";
import { FastLane } from "./fast-lane.server.ts";
import { fitForFastLane, type LightLoaderArgs } from "./fast-lane-loader.server.ts";

const open: http.Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

type Load = (args: LightLoaderArgs) => Promise<ReturnType<typeof data<string>> | Response>;

const route = (id: string, loader: ReturnType<typeof fitForFastLane>, path = id) => ({
  id,
  path,
  parentId: "root",
  module: { default: () => null, loader },
});
const buildOf = (...routes: ReturnType<typeof route>[]): Pick<ServerBuild, "routes"> => ({
  routes: {
    root: { id: "root", path: "", module: { default: () => null } },
    ...Object.fromEntries(routes.map((each) => [each.id, each])),
  },
});

/** A server whose React Router draws what the loader returned, and counts. */
async function serve(
  load: Load,
  draw = (shown: string): Promise<Response> => Promise.resolve(new Response(shown)),
  path = "page",
) {
  const loader = fitForFastLane(load);
  const drawn = vi.fn(draw);
  const ordinary = vi.fn();
  const run = async (request: Request, context: RouterContextProvider) => {
    const shown = await loader({ request, url: new URL(request.url), params: {}, context });
    return shown instanceof Response ? shown : drawn(shown.data);
  };
  const lane = new FastLane({
    build: buildOf(route("page", loader, path)),
    handle: (request, context) => run(request, context ?? new RouterContextProvider()),
    contextOf: () => new RouterContextProvider(),
    lightContextOf: () => new RouterContextProvider(),
    config: { demo: true, publicOrigin: "http://practice.example", trustProxy: 0 },
    logger: { fault: vi.fn() },
  });
  const server = http.createServer((incoming, outgoing) => {
    const others = () => void outgoing.writeHead(204).end();
    const taken = lane.take(incoming, outgoing, async (replayIn) => {
      const context = new RouterContextProvider();
      replayIn(context);
      ordinary();
      const request = new Request(`http://ordinary${incoming.url}`);
      const response = await run(request, context).catch(() => new Response("fault", { status: 500 }));
      outgoing.writeHead(response.status).end(await response.text());
    });
    if (!taken) others();
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
    return { status: response.status, body: await response.text() };
  };
  return { ask, drawn, ordinary };
}

const queryOf: Load = async ({ url }) => data(url.search);

describe("the fast lane", () => {
  it("draws once for a thousand who wait for the same page, and loads for each", async () => {
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

  it("knows a page by the data alone: neither the slash nor the query draws it again", async () => {
    const { ask, drawn } = await serve(async () => data("page"));
    for (let count = 0; count < 50; count += 1)
      await ask(`/page${count % 2 ? "/" : ""}?utm_source=${count}&x=${count}`);
    expect(drawn).toHaveBeenCalledTimes(1);
  });

  it("never takes one page's data for another's", async () => {
    const { ask } = await serve(queryOf);
    const queries = ["", "?a", "?a=1", '?"', "?a&b", "?b&a"];
    for (const query of [...queries, ...queries, ...queries.reverse()]) {
      expect((await ask(`/page/${query}`)).body).toBe(new URL(`http://x/${query}`).search);
    }
  });

  it("forgets what nobody asks for again, however many addresses are made up, and keeps what is asked for", async () => {
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
    ["a refusal", async () => data("gone", { status: 404 }), 200, "gone"],
    ["headers of its own", async () => data("mine", { headers: { "X-Mine": "1" } }), 200, "mine"],
  ])(
    "%s of the loader takes the ordinary way each time, and the loader does not run twice",
    async (_, load, status, body) => {
      const loads = vi.fn(load);
      const { ask, ordinary } = await serve(loads);
      for (let count = 1; count <= 3; count += 1) {
        expect(await ask("/page/")).toEqual({ status, body });
        expect([loads.mock.calls.length, ordinary.mock.calls.length]).toEqual([count, count]);
      }
    },
  );

  it("a page that could not be drawn is drawn for each by itself, and not remembered", async () => {
    let broken = true;
    const { ask, ordinary } = await serve(queryOf, async (shown) =>
      broken ? new Response("fault", { status: 500 }) : new Response(shown),
    );
    expect(await ask("/page/?a")).toEqual({ status: 500, body: "fault" });
    broken = false;
    expect(await ask("/page/?a")).toEqual({ status: 200, body: "?a" });
    expect(ordinary).toHaveBeenCalledTimes(1);
  });

  it("leaves other methods and other addresses to others", async () => {
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

  it("refuses at start a route whose address or parents are part of its page", () => {
    const loader = fitForFastLane(queryOf);
    const parts = {
      handle: async () => new Response(),
      contextOf: () => new RouterContextProvider(),
      lightContextOf: () => new RouterContextProvider(),
      config: { demo: true, publicOrigin: "http://practice.example", trustProxy: 0 },
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

  it("draws a page of each name in an address, and leaves an encoded one to others", async () => {
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
