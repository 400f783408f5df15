import type { IncomingMessage } from "node:http";
import type { RememberedPage } from "#app/http/lane/remembered-page.server.ts";
import { addressPrefixOf } from "#app/http/node-adapter.ts";
import { AddressBuckets, type BucketSize } from "#app/infrastructure/limits/address-buckets.ts";
import type { TrustedProxies } from "./client-address.ts";
import type { TooManyRequests } from "./too-many-requests.server.tsx";

/**
 * What React Router draws for one site: remembered pages and files are not among it. An office or the phones behind one
 * address of a mobile operator send forms and follow redirects, a few of them in a minute.
 */
export const UNDRAWN: BucketSize = { burst: 300, perSecond: 5 };
/** Coding a page as hard as can be takes thirty milliseconds, drawing one takes a millisecond or two. */
const PRESSING_COSTS = 20;

type Parts = {
  config: TrustedProxies;
  answers: TooManyRequests;
  /** One sender for everybody who writes to the bot. */
  isTelegram(secret: string | null): boolean;
  now(): number;
  size: BucketSize;
};

/** Keeps one address from taking the processor with pages that have to be drawn. */
export class UndrawnLimit {
  readonly #parts: Parts;
  readonly #buckets: AddressBuckets;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#buckets = new AddressBuckets(parts.size, parts.now);
  }

  /** Before anything is drawn for a request: the answer instead, 429, when its address had too much of it; otherwise `null`. */
  refusal(incoming: IncomingMessage): RememberedPage | null {
    const { answers, isTelegram } = this.#parts;
    const secret = incoming.headers["x-telegram-bot-api-secret-token"]?.toString() ?? null;
    if ((secret !== null && isTelegram(secret)) || this.#take(incoming, 1)) return null;
    const { api, page } = answers;
    return incoming.url?.startsWith("/api/") ? api : page;
  }

  /** Whether a remembered page may be coded harder at the expense of who asks for it. */
  mayPress(incoming: IncomingMessage): boolean {
    return this.#take(incoming, PRESSING_COSTS);
  }

  #take(incoming: IncomingMessage, cost: number): boolean {
    return this.#buckets.take(addressPrefixOf(incoming, this.#parts.config), cost);
  }
}
