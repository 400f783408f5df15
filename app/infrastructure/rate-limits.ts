import { createHmac } from "node:crypto";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Connection } from "./database.ts";
import { within } from "./faults.ts";

/** Generous, since mobile carriers put thousands of people behind one address. */
const PER_ADDRESS = { points: 30, duration: 60 * 60 };

/** Then the count goes on in memory. */
const LONGEST_WAIT_MS = 2_000;

export type Admission = { admitted: true } | { admitted: false; retryAfterSeconds: number };

/** Counts in the database, so that several processes share the count; in memory while the database is away. */
export function rateLimits(connection: Connection, secret: Uint8Array) {
  const options = { ...PER_ADDRESS, keyPrefix: "address" };
  const perAddress = new RateLimiterPostgres({
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
  const nameless = (text: string) => createHmac("sha256", secret).update(`rate|${text}`).digest("base64url");

  return {
    /** One attempt from an address prefix. The address itself is not kept, only an HMAC of it. */
    async admit(addressPrefix: string): Promise<Admission> {
      try {
        await perAddress.consume(nameless(addressPrefix));
        return { admitted: true };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { admitted: false, retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) };
      }
    },
  };
}
