import http from "node:http";
import { type AddressInfo, BlockList } from "node:net";
import { data, RouterContextProvider, type ServerBuild } from "react-router";
import { onTestFinished, vi } from "vitest";
import { type RequestFacts, requestFacts } from "#app/context.ts";
import type { UndrawnLimit } from "#app/http/edge/undrawn-limit.server.ts";
import { FastLane } from "#app/http/lane/fast-lane.server.ts";
import { fitForFastLane, type LightLoaderArgs } from "#app/http/lane/fast-lane-loader.server.ts";

export type Load = (args: LightLoaderArgs) => Promise<ReturnType<typeof data<string>> | Response>;

export const route = (id: string, loader: ReturnType<typeof fitForFastLane>, path = id) => ({
  id,
  path,
  parentId: "root",
  module: { default: () => null, loader },
});
export const buildOf = (...routes: ReturnType<typeof route>[]): Pick<ServerBuild, "routes"> => ({
  routes: {
    root: { id: "root", path: "", module: { default: () => null } },
    ...Object.fromEntries(routes.map((each) => [each.id, each])),
  },
});

function contextWith(facts: RequestFacts) {
  const context = new RouterContextProvider();
  context.set(requestFacts, facts);
  return context;
}

export const UNLIMITED = { refusal: () => null, mayPress: () => true };

/** A server whose React Router renders what the loader returned, and counts. */
export async function serve(
  load: Load,
  draw = (shown: string, status: number): Promise<Response> => Promise.resolve(new Response(shown, { status })),
  path = "page",
  limit: Pick<UndrawnLimit, "refusal" | "mayPress"> = UNLIMITED,
  edition = () => 0,
) {
  const loader = fitForFastLane(load);
  const drawn = vi.fn(draw);
  const ordinary = vi.fn();
  const run = async (request: Request, context: RouterContextProvider) => {
    const shown = await loader({ request, url: new URL(request.url), params: {}, context });
    return shown instanceof Response ? shown : drawn(shown.data, shown.init?.status ?? 200);
  };
  const lane = new FastLane({
    build: buildOf(route("page", loader, path)),
    handle: (request, context) => run(request, context ?? new RouterContextProvider()),
    contextOf: contextWith,
    lightContextOf: contextWith,
    edition,
    config: {
      demo: true,
      hstsSubdomains: false,
      publicOrigin: "http://practice.example",
      trustProxy: 0,
      trustProxyFrom: new BlockList(),
    },
    limit,
    logger: { fault: vi.fn() },
  });
  const server = http.createServer((incoming, outgoing) => {
    const others = () => void outgoing.writeHead(204).end();
    const taken = lane.take(incoming, outgoing, async ({ replayIn, facts }) => {
      const context = contextWith(facts);
      replayIn(context);
      ordinary();
      const request = new Request(`http://ordinary${incoming.url}`);
      const response = await run(request, context).catch(() => new Response("fault", { status: 500 }));
      outgoing.writeHead(response.status).end(await response.text());
    });
    if (!taken) others();
  });
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
    return { status: response.status, body: await response.text(), headers: response.headers };
  };
  return { ask, drawn, ordinary };
}

export const queryOf: Load = async ({ url }) => data(url.search);
