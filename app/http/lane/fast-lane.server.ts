import type { IncomingMessage, ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";
import type { RequestHandler, RouterContextProvider, ServerBuild } from "react-router";
import type { RequestFacts } from "#app/context.ts";
import type { UndrawnLimit } from "#app/http/edge/undrawn-limit.server.ts";
import { addressOf, type Front } from "#app/http/node-adapter.ts";
import { parseUrl } from "#app/http/parse-url.ts";
import { type SecurityConfig, secure } from "#app/http/security-headers.server.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import type { LightContext, LoaderRun } from "./fast-lane-loader.server.ts";
import { type FitAddress, FitRoutes } from "./fit-routes.server.ts";
import { LightFacts, LightHeaders } from "./light-request.server.ts";
import { RememberedPage } from "./remembered-page.server.ts";
import { type Json, sameJson } from "./same-json.ts";

/** Enough for every state of every page of a practice; made-up addresses evict only pages that nobody requests. */
const PAGES_REMEMBERED = 500;
const BYTES_REMEMBERED = 16 * 1024 * 1024;
const ADDRESSES_REMEMBERED = 50;
const BYTES_OF_ADDRESSES = 1024 * 1024;

/** The part of the request that a cached page is rendered for. */
const NOBODY: RequestFacts = {
  method: "GET",
  addressPrefix: "",
  bodyTooLarge: false,
  foreign: null,
  whenShown: () => undefined,
};

type Parts = {
  build: Pick<ServerBuild, "routes">;
  /** React Router. */
  handle: RequestHandler;
  contextOf(facts: RequestFacts): RouterContextProvider;
  lightContextOf(facts: RequestFacts): LightContext;
  /** Of what stands on every page beside its data: pages of an earlier one are drawn anew. */
  edition(): number;
  config: SecurityConfig & Front;
  limit: Pick<UndrawnLimit, "refusal" | "mayPress">;
  logger: Pick<Logger, "fault">;
};
/** The work done so far: the loader ran, and does not run again. */
export type Begun = { replayIn: LoaderRun["replayIn"]; facts: LightFacts };
type Loaded = { status: number; data: Json };
type Latest = Loaded & { edition: number; page: RememberedPage };
/** Handles the request through React Router. */
type OrdinaryWay = (begun: Begun) => Promise<void>;

/**
 * Answers GET and HEAD of documents whose routes are fit for it. The loader always runs, over a light request; the cache
 * holds only the rendering of its data, by data, status and the practice's words. A redirect, an error and a loader's own headers
 * go through React Router.
 */
export class FastLane {
  readonly #parts: Parts;
  readonly #routes: FitRoutes;
  readonly #pages = new LRUCache<string, RememberedPage>({
    max: PAGES_REMEMBERED,
    maxSize: BYTES_REMEMBERED,
    sizeCalculation: (page, key) => page.size + key.length * 2,
  });
  /** The last response by address: in a spike it is also the next one, and its data need not be serialised for comparison. */
  readonly #latest = new LRUCache<string, Latest>({ max: ADDRESSES_REMEMBERED });
  /** A spike has one address. Made-up ones evict each other. */
  readonly #urls = new LRUCache<string, URL>({
    maxSize: BYTES_OF_ADDRESSES,
    sizeCalculation: (_, text) => text.length * 10,
  });
  readonly #drawing = new Map<string, Promise<RememberedPage | null>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#routes = new FitRoutes(parts.build);
  }

  /** `false`: not for the fast lane. Otherwise the request is answered, or passed to `ordinarily`. Rejects on a surprise. */
  take(incoming: IncomingMessage, outgoing: ServerResponse, ordinarily: OrdinaryWay): Promise<void> | false {
    if (incoming.method !== "GET" && incoming.method !== "HEAD") return false;
    const asked = incoming.url ?? "";
    const query = asked.indexOf("?");
    const route = this.#routes.find(query < 0 ? asked : asked.slice(0, query));
    const url = route && this.#urlOf(incoming);
    return route && url ? this.#answer(route, url, incoming, outgoing, ordinarily) : false;
  }

  #urlOf(incoming: IncomingMessage): URL | null {
    const text = addressOf(incoming, this.#parts.config);
    const known = text === null ? null : this.#urls.get(text);
    if (text === null || known) return known ?? null;
    const url = parseUrl(text);
    if (url) this.#urls.set(text, url);
    return url;
  }

  async #answer(
    route: FitAddress,
    url: URL,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    ordinarily: OrdinaryWay,
  ): Promise<void> {
    const { config, lightContextOf, limit, logger } = this.#parts;
    const facts = new LightFacts(incoming, config);
    const run = route.run({
      request: { method: incoming.method ?? "GET", url: url.href, headers: new LightHeaders(incoming) },
      url,
      params: route.params,
      context: lightContextOf(facts),
    });
    const loaded = await loadedBy(run);
    const page = loaded && (await this.#pageOf(route.address, loaded, run, incoming));
    if (!page) return ordinarily({ replayIn: run.replayIn, facts });
    if (page.send(incoming, outgoing)) facts.shown();
    if (page.countVisitor() && limit.mayPress(incoming))
      page.pressHarder().catch((error: unknown) => logger.fault("page not pressed", error));
  }

  /** The rendering of the data; 429 when it is not cached and the caller had too much rendered. */
  #pageOf(
    address: string,
    loaded: Loaded,
    run: LoaderRun,
    incoming: IncomingMessage,
  ): RememberedPage | Promise<RememberedPage | null> {
    const { status, data } = loaded;
    const edition = this.#parts.edition();
    const latest = this.#latest.get(address);
    if (latest?.edition === edition && latest.status === status && sameJson(latest.data, data)) {
      // The next response shares more objects with the newer data, which makes the comparison short.
      latest.data = data;
      return latest.page;
    }
    const key = JSON.stringify([edition, address, status, data]);
    const page = this.#pages.get(key);
    if (!page) {
      const drawing = this.#drawing.get(key);
      return drawing ?? this.#parts.limit.refusal(incoming) ?? this.#draw(key, address, status, run);
    }
    this.#latest.set(address, { ...loaded, edition, page });
    return page;
  }

  /** A page is rendered once for all parallel requests. */
  #draw(key: string, address: string, status: number, run: LoaderRun): Promise<RememberedPage | null> {
    const drawing = this.#drawn(address, status, run)
      .then((page) => {
        if (page) this.#pages.set(key, page);
        return page;
      })
      .finally(() => this.#drawing.delete(key));
    this.#drawing.set(key, drawing);
    return drawing;
  }

  /** Rendered for the bare address, so that nothing of one visitor's request can reach others. */
  async #drawn(address: string, status: number, { replayIn }: LoaderRun): Promise<RememberedPage | null> {
    const { config, contextOf, handle } = this.#parts;
    const request = new Request(`${config.publicOrigin}${address}/`);
    const context = contextOf(NOBODY);
    replayIn(context);
    const response = secure(await handle(request, context), request, config);
    return response.status === status ? RememberedPage.of(response) : null;
  }
}

/** A loader's data when it is the whole response; `null` for a redirect, an error, or headers of its own. */
async function loadedBy({ result }: LoaderRun): Promise<Loaded | null> {
  try {
    const loaded = await result;
    if (loaded instanceof Response || loaded.init?.headers) return null;
    return { status: loaded.init?.status ?? 200, data: loaded.data };
  } catch {
    // Not lost: React Router meets the same rejection in the replay, logs it and shows a page.
    return null;
  }
}
