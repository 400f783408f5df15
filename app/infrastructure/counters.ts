import { createHmac } from "node:crypto";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Connection } from "./database.ts";
import { within } from "./faults.ts";

/** Then the count goes on in memory. */
const LONGEST_WAIT_MS = 2_000;

/** What is counted under one name. Keys are kept as HMACs. */
export type Counter = {
  /** Counts one. `left` is what may still be taken in this time; below 0 this one is one too many. */
  take(key: string): Promise<{ left: number; retryAfterSeconds: number }>;
  giveBack(key: string): Promise<void>;
};
/** `duration` in seconds, from the first that is taken. */
export type Counters = (name: string, limit: { points: number; duration: number }) => Counter;

/** Counts in the database, so that several processes share the count; in memory while the database is away. */
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
