import type { IncomingMessage } from "node:http";
import type { App } from "#app/context.ts";
import { type appContext, type RequestFacts, requestFacts } from "#app/context.ts";
import type { TrustedProxies } from "#app/http/edge/client-address.ts";
import { addressPrefixOf } from "#app/http/node-adapter.ts";
import { WhenShown } from "#app/http/when-shown.ts";
import type { LightContext } from "./fast-lane-loader.server.ts";

/** The headers of a request as Node parsed them. */
export class LightHeaders {
  readonly #incoming: IncomingMessage;

  constructor(incoming: IncomingMessage) {
    this.#incoming = incoming;
  }

  get(name: string): string | null {
    return this.#incoming.headers[name.toLowerCase()]?.toString() ?? null;
  }
}

export class LightFacts extends WhenShown implements RequestFacts {
  readonly method: string;
  readonly bodyTooLarge = false;
  readonly foreign = null;
  readonly #incoming: IncomingMessage;
  readonly #proxies: TrustedProxies;

  constructor(incoming: IncomingMessage, proxies: TrustedProxies) {
    super();
    this.method = incoming.method ?? "GET";
    this.#incoming = incoming;
    this.#proxies = proxies;
  }

  get addressPrefix(): string {
    return addressPrefixOf(this.#incoming, this.#proxies);
  }
}

/** React Router's own provider takes as long as parsing the address. */
export class AppLightContext implements LightContext {
  readonly #app: App;
  readonly #facts: RequestFacts;

  constructor(app: App, facts: RequestFacts) {
    this.#app = app;
    this.#facts = facts;
  }

  get(key: typeof appContext): App;
  get(key: typeof requestFacts): RequestFacts;
  get(key: typeof appContext | typeof requestFacts): App | RequestFacts {
    return key === requestFacts ? this.#facts : this.#app;
  }
}
