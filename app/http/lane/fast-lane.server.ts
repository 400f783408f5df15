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

/** Enough for every state of every page of a practice; whoever makes up addresses pushes out only what nobody asks for. */
const PAGES_REMEMBERED = 500;
const BYTES_REMEMBERED = 16 * 1024 * 1024;
const ADDRESSES_REMEMBERED = 50;
const BYTES_OF_ADDRESSES = 1024 * 1024;

/** Of the request that a remembered page is drawn for. */
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
  config: SecurityConfig & Front;
  limit: Pick<UndrawnLimit, "refusal" | "mayPress">;
  logger: Pick<Logger, "fault">;
};
/** What has been done of a request: its loader ran, and does not run again. */
export type Begun = { replayIn: LoaderRun["replayIn"]; facts: LightFacts };
type Loaded = { status: number; data: Json };
/** Goes through React Router. */
type OrdinaryWay = (begun: Begun) => Promise<void>;

/**
 * Answers GET and HEAD of documents whose routes are fit for it. The loader runs every time, over a light request; what is
 * remembered is only how its data was drawn, by that data and its status. A redirect, a fault and headers of a loader's own
 * take the ordinary way.
 */
export class FastLane {
  readonly #parts: Parts;
  readonly #routes: FitRoutes;
  readonly #pages = new LRUCache<string, RememberedPage>({
    max: PAGES_REMEMBERED,
    maxSize: BYTES_REMEMBERED,
    sizeCalculation: (page, key) => page.size + key.length * 2,
  });
  /** By address what was sent last: in a spike that is what is sent next, and its data need not be written down to be known. */
  readonly #latest = new LRUCache<string, Loaded & { page: RememberedPage }>({ max: ADDRESSES_REMEMBERED });
  /** A spike comes by one address. Made-up ones push each other out. */
  readonly #urls = new LRUCache<string, URL>({
    maxSize: BYTES_OF_ADDRESSES,
    sizeCalculation: (_, text) => text.length * 10,
  });
  readonly #drawing = new Map<string, Promise<RememberedPage | null>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#routes = new FitRoutes(parts.build);
  }

  /** `false`: this request is for others. Otherwise it is answered, or handed to `ordinarily`. Rejects on a surprise. */
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

  /** How the data is drawn; 429 when that would be new and the one who asks has had too much drawn. */
  #pageOf(
    address: string,
    loaded: Loaded,
    run: LoaderRun,
    incoming: IncomingMessage,
  ): RememberedPage | Promise<RememberedPage | null> {
    const { status, data } = loaded;
    const latest = this.#latest.get(address);
    if (latest?.status === status && sameJson(latest.data, data)) return latest.page;
    const key = JSON.stringify([address, status, data]);
    const page = this.#pages.get(key);
    if (!page) {
      const drawing = this.#drawing.get(key);
      return drawing ?? this.#parts.limit.refusal(incoming) ?? this.#draw(key, address, status, run);
    }
    this.#latest.set(address, { ...loaded, page });
    return page;
  }

  /** However many wait for a page, it is drawn once. */
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

  /** Drawn for the bare address, so that nothing of one visitor's request can be in what others get. */
  async #drawn(address: string, status: number, { replayIn }: LoaderRun): Promise<RememberedPage | null> {
    const { config, contextOf, handle } = this.#parts;
    const request = new Request(`${config.publicOrigin}${address}/`);
    const context = contextOf(NOBODY);
    replayIn(context);
    const response = secure(await handle(request, context), request, config);
    return response.status === status ? RememberedPage.of(response) : null;
  }
}

/** What a loader returned when that is all there is to an answer; `null` for a redirect, a fault, or headers of its own. */
async function loadedBy({ result }: LoaderRun): Promise<Loaded | null> {
  try {
    const loaded = await result;
    if (loaded instanceof Response || loaded.init?.headers) return null;
    return { status: loaded.init?.status ?? 200, data: loaded.data };
  } catch {
    // Not lost: the ordinary way meets the same rejection when the run is replayed, logs it and shows a page.
    return null;
  }
}
