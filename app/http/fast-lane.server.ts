import type { IncomingMessage, ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";
import type { RequestHandler, RouterContextProvider, ServerBuild } from "react-router";
import type { RequestFacts } from "#app/context.ts";
import type { Config } from "#app/infrastructure/config.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import { type Json, type LightLoaderArgs, type LoaderRun, lightLoaderOf } from "./fast-lane-loader.server.ts";
import { addressPrefixOf, urlOf } from "./node-adapter.ts";
import { RememberedPage } from "./remembered-page.server.ts";
import { secure } from "./security-headers.server.ts";

/** Enough for every state of every page of a practice; whoever makes up addresses pushes out only what nobody asks for. */
const PAGES_REMEMBERED = 500;
const BYTES_REMEMBERED = 16 * 1024 * 1024;

type FitRoute = { path: string; run(args: LightLoaderArgs): LoaderRun };
type Parts = {
  build: Pick<ServerBuild, "routes">;
  /** React Router. */
  handle: RequestHandler;
  contextOf(facts: RequestFacts): RouterContextProvider;
  config: Pick<Config, "demo" | "publicOrigin" | "trustProxy">;
  logger: Pick<Logger, "fault">;
};
/** Goes through React Router; a loader that has run already does not run again. */
type OrdinaryWay = (replayIn: LoaderRun["replayIn"]) => Promise<void>;

/**
 * Answers GET and HEAD of documents whose routes are fit for it. The loader runs every time, over a light request; what is
 * remembered is only how its data was drawn, by that data. All but a plain 200 takes the ordinary way.
 */
export class FastLane {
  readonly #parts: Parts;
  readonly #routes: Map<string, FitRoute>;
  readonly #pages = new LRUCache<string, RememberedPage>({
    max: PAGES_REMEMBERED,
    maxSize: BYTES_REMEMBERED,
    sizeCalculation: (page, key) => page.size + key.length * 2,
  });
  readonly #drawing = new Map<string, Promise<RememberedPage | null>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#routes = new Map(
      fitRoutes(parts.build).flatMap((route) => [
        [route.path, route],
        [`${route.path}/`, route],
      ]),
    );
  }

  /** `false`: this request is for others. Otherwise it is answered, or handed to `ordinarily`. Rejects on a surprise. */
  take(incoming: IncomingMessage, outgoing: ServerResponse, ordinarily: OrdinaryWay): Promise<void> | false {
    if (incoming.method !== "GET" && incoming.method !== "HEAD") return false;
    const address = incoming.url ?? "";
    const query = address.indexOf("?");
    const route = this.#routes.get(query < 0 ? address : address.slice(0, query));
    const url = route && urlOf(incoming, this.#parts.config.trustProxy);
    return route && url ? this.#answer(route, url, incoming, outgoing, ordinarily) : false;
  }

  async #answer(
    route: FitRoute,
    url: URL,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    ordinarily: OrdinaryWay,
  ): Promise<void> {
    const { config, contextOf, logger } = this.#parts;
    const run = route.run({
      request: { method: incoming.method ?? "GET", url: url.href, headers: new LightHeaders(incoming) },
      url,
      context: contextOf(new LightFacts(incoming, config.trustProxy)),
    });
    const data = await plainData(run);
    const page = data === null ? null : await this.#pageOf(route, data, run);
    if (!page) return ordinarily(run.replayIn);
    page.send(incoming, outgoing);
    page.pressHarder().catch((error: unknown) => logger.fault("page not pressed", error));
  }

  #pageOf(route: FitRoute, data: Json, run: LoaderRun): RememberedPage | Promise<RememberedPage | null> {
    const key = JSON.stringify([route.path, data]);
    return this.#pages.get(key) ?? this.#drawing.get(key) ?? this.#draw(key, route, run);
  }

  /** However many wait for a page, it is drawn once. */
  #draw(key: string, route: FitRoute, run: LoaderRun): Promise<RememberedPage | null> {
    const drawing = this.#drawn(route, run)
      .then((page) => {
        if (page) this.#pages.set(key, page);
        return page;
      })
      .finally(() => this.#drawing.delete(key));
    this.#drawing.set(key, drawing);
    return drawing;
  }

  /** Drawn for the route's bare address, so that nothing of one visitor's request can be in what others get. */
  async #drawn({ path }: FitRoute, { replayIn }: LoaderRun): Promise<RememberedPage | null> {
    const { config, contextOf, handle } = this.#parts;
    const request = new Request(`${config.publicOrigin}${path}/`);
    const context = contextOf({ method: "GET", addressPrefix: "", bodyTooLarge: false });
    replayIn(context);
    const response = secure(await handle(request, context), request, config);
    return response.status === 200 ? RememberedPage.of(response) : null;
  }
}

/** What a loader returned when that is all there is to an answer; `null` for a redirect, a fault, a status or headers of its own. */
async function plainData({ result }: LoaderRun): Promise<Json> {
  try {
    const loaded = await result;
    if (loaded instanceof Response || loaded.init?.headers) return null;
    return (loaded.init?.status ?? 200) === 200 ? loaded.data : null;
  } catch {
    // Not lost: the ordinary way meets the same rejection when the run is replayed, logs it and shows a page.
    return null;
  }
}

/** Leaves whose address has no parameter and whose parents load nothing. Throws for a route that cannot keep what it declares. */
function fitRoutes({ routes }: Pick<ServerBuild, "routes">): FitRoute[] {
  return Object.values(routes).flatMap((route) => {
    const run = lightLoaderOf(route?.module.loader);
    if (!route || !run) return [];
    const branch = [];
    for (let each = routes[route.parentId ?? ""]; each; each = routes[each.parentId ?? ""]) branch.push(each);
    const path = [...branch.reverse(), route].flatMap((each) => each.path || []).join("/");
    const alone = branch.every(({ module }) => !module.loader && !module.middleware?.length);
    if (!alone || route.module.middleware?.length || /[:*?]/.test(path)) {
      throw new Error(`route ${route.id} is not fit for the fast lane`);
    }
    return [{ path: `/${path}`, run }];
  });
}

class LightHeaders {
  readonly #incoming: IncomingMessage;

  constructor(incoming: IncomingMessage) {
    this.#incoming = incoming;
  }

  get(name: string): string | null {
    return this.#incoming.headers[name]?.toString() ?? null;
  }
}

class LightFacts implements RequestFacts {
  readonly method: string;
  readonly bodyTooLarge = false;
  readonly #incoming: IncomingMessage;
  readonly #hops: number;

  constructor(incoming: IncomingMessage, hops: number) {
    this.method = incoming.method ?? "GET";
    this.#incoming = incoming;
    this.#hops = hops;
  }

  get addressPrefix(): string {
    return addressPrefixOf(this.#incoming, this.#hops);
  }
}
