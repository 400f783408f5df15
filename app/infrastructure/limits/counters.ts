import { createHmac } from "node:crypto";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { prefixesOf } from "#app/domain/address-prefix.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { within } from "#app/infrastructure/faults.ts";

/** After that, counting continues in memory. */
const LONGEST_WAIT_MS = 2_000;

/** What is counted under one name. Keys are stored as HMACs. */
export type Counter = {
  /** Counts one. `left` is what remains in this period; below 0 the attempt exceeds the limit. */
  take(key: string): Promise<{ left: number; retryAfterSeconds: number }>;
  giveBack(key: string): Promise<void>;
};
/** `duration` in seconds, from the first count. */
export type Counters = (name: string, limit: { points: number; duration: number }) => Counter;

/** Counts in the database, shared by all processes; in memory while the database is away. */
export function countersIn(connection: Connection, secret: Uint8Array): Counters {
  const nameless = (text: string) => createHmac("sha256", secret).update(`rate|${text}`).digest("base64url");
  return (keyPrefix, limit) => {
    const options = { ...limit, keyPrefix };
    const limiter = new RateLimiterPostgres({
      ...options,
      storeClient: {
        query: ({ text, values }: { text: string; values: unknown[] }) =>
          within(LONGEST_WAIT_MS, connection.run(text, values)),
      },
      storeType: "client",
      tableName: "rate_limits",
      tableCreated: true,
      clearExpiredByTimeout: false,
      insuranceLimiter: new RateLimiterMemory(options),
    });
    return {
      async take(key) {
        const count = await limiter.consume(nameless(key)).catch((refusal: unknown) => {
          if (!(refusal instanceof RateLimiterRes)) throw refusal;
          return refusal;
        });
        return {
          left: limit.points - count.consumedPoints,
          retryAfterSeconds: Math.ceil(count.msBeforeNext / 1000),
        };
      },
      async giveBack(key) {
        await limiter.reward(nameless(key));
      },
    };
  };
}

/** A wider IPv6 network has this multiple of the inner network's limit: customers of a mobile operator may share it. */
const TIMES_WIDER = 4;
/** The /48 has this multiple of a /64's limit. */
export const TIMES_OF_48 = TIMES_WIDER ** 2;

/**
 * Counts an address prefix, and for IPv6 its /56 and /48 as well: a household is given a /56 and a business a /48 (RFC 6177),
 * so one stranger has many /64. Keys are prefixes as `addressPrefix` formats them. A refusal leaves the narrower counts unchanged.
 */
export function perNetwork(counters: Counters, name: string, limit: { points: number; duration: number }): Counter {
  const times = (factor: number) => ({ ...limit, points: limit.points * factor });
  const narrow = counters(name, limit);
  const by56 = counters(`${name}_56`, times(TIMES_WIDER));
  const by48 = counters(`${name}_48`, times(TIMES_OF_48));
  const countsOf = (key: string) => {
    const { narrow: own, wider } = prefixesOf(key);
    const around = wider
      ? [
          { counter: by56, key: wider.by56 },
          { counter: by48, key: wider.by48 },
        ]
      : [];
    return [{ counter: narrow, key: own }, ...around];
  };
  return {
    async take(prefix) {
      const taken: { counter: Counter; key: string }[] = [];
      let tightest = { left: Number.POSITIVE_INFINITY, retryAfterSeconds: 0 };
      for (const count of countsOf(prefix)) {
        const next = await count.counter.take(count.key);
        if (next.left < tightest.left) tightest = next;
        if (next.left < 0) {
          for (const { counter, key } of taken) await counter.giveBack(key);
          break;
        }
        taken.push(count);
      }
      return tightest;
    },
    async giveBack(prefix) {
      for (const { counter, key } of countsOf(prefix)) await counter.giveBack(key);
    },
  };
}
