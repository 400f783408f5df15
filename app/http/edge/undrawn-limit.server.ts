import type { IncomingMessage } from "node:http";
import { areas } from "#app/addresses.ts";
import type { RememberedPage } from "#app/http/lane/remembered-page.server.ts";
import { addressPrefixOf } from "#app/http/node-adapter.ts";
import { AddressBuckets, type BucketSize } from "#app/infrastructure/limits/address-buckets.ts";
import type { TrustedProxies } from "./client-address.ts";
import type { TooManyRequests } from "./too-many-requests.server.tsx";

/**
 * What React Router renders for one site, without cached pages and files. An office or the phones behind one
 * address of a mobile operator send forms and follow redirects, a few of them in a minute.
 */
export const UNDRAWN: BucketSize = { burst: 300, perSecond: 5 };
/** The strongest compression of a page takes thirty milliseconds, rendering one takes a millisecond or two. */
const PRESSING_COSTS = 20;

type Parts = {
  config: TrustedProxies;
  answers: TooManyRequests;
  /** One sender for everybody who writes to a bot. */
  isMessenger(headers: IncomingMessage["headers"]): boolean;
  now(): number;
  size: BucketSize;
};

/** Keeps one address from occupying the processor with pages that must be rendered. */
export class UndrawnLimit {
  readonly #parts: Parts;
  readonly #buckets: AddressBuckets;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#buckets = new AddressBuckets(parts.size, parts.now);
  }

  /** Called before rendering: returns a 429 response when the address had too many renderings; otherwise `null`. */
  refusal(incoming: IncomingMessage): RememberedPage | null {
    const { answers, isMessenger } = this.#parts;
    if (isMessenger(incoming.headers) || this.#take(incoming, 1)) return null;
    const { api, page } = answers;
    return incoming.url?.startsWith(areas.api) ? api : page;
  }

  /** Whether the strongest compression of a cached page may be charged to the caller, who keeps half for pages. */
  mayPress(incoming: IncomingMessage): boolean {
    return this.#take(incoming, PRESSING_COSTS, this.#parts.size.burst / 2);
  }

  #take(incoming: IncomingMessage, cost: number, kept = 0): boolean {
    return this.#buckets.take(addressPrefixOf(incoming, this.#parts.config), cost, kept);
  }
}
