import { createHmac } from "node:crypto";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { SignInLimits } from "#app/application/desk/ports.ts";
import type { Connection } from "./database.ts";
import { within } from "./faults.ts";

/** Generous, since mobile carriers put thousands of people behind one address. */
const PER_ADDRESS = { points: 30, duration: 60 * 60 };

/** No person presses as fast: what is above it is taken for an accident or a program and not worked. */
const PER_CHAT = { points: 40, duration: 60 };

/** At the desk's door, for each step by itself (OWASP Authentication Cheat Sheet, "Login Throttling"). */
const PER_DOOR = { points: 10, duration: 15 * 60 };
/** Larger by far: guesses from one place lock out that place, not the operator (NIST SP 800-63B, 5.2.2: at most 100). */
const PER_ACCOUNT = { points: 100, duration: 60 * 60 };
/** Guesses at the code are made by whoever has the password: locking them out is no nuisance, and six digits are few. */
const PER_ACCOUNT_CODE = { points: 20, duration: 60 * 60 };

/** Then the count goes on in memory. */
const LONGEST_WAIT_MS = 2_000;

export type Admission = { admitted: true } | { admitted: false; retryAfterSeconds: number };

/** Counts in the database, so that several processes share the count; in memory while the database is away. */
export function rateLimits(connection: Connection, secret: Uint8Array) {
  const limiter = (options: { points: number; duration: number; keyPrefix: string }) =>
    new RateLimiterPostgres({
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
  const perAddress = limiter({ ...PER_ADDRESS, keyPrefix: "address" });
  const perChat = limiter({ ...PER_CHAT, keyPrefix: "chat" });
  const perDoor = limiter({ ...PER_DOOR, keyPrefix: "door" });
  const perAccount = {
    password: limiter({ ...PER_ACCOUNT, keyPrefix: "account" }),
    code: limiter({ ...PER_ACCOUNT_CODE, keyPrefix: "account_code" }),
  };
  const nameless = (text: string) => createHmac("sha256", secret).update(`rate|${text}`).digest("base64url");
  const consume = async (from: RateLimiterPostgres, text: string): Promise<Admission> => {
    try {
      await from.consume(nameless(text));
      return { admitted: true };
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return { admitted: false, retryAfterSeconds: Math.ceil(refusal.msBeforeNext / 1000) };
    }
  };

  return {
    /** One attempt from an address prefix. The address itself is not kept, only an HMAC of it. */
    admit: (addressPrefix: string) => consume(perAddress, addressPrefix),
    /** One update of a chat, kept as an HMAC too. */
    admitChat: (chat: string) => consume(perChat, chat),
    signIn: {
      async attempt(step, addressPrefix, account) {
        const here = await consume(perDoor, `${step}|${addressPrefix}`);
        // An attempt that is not made counts against nobody's account.
        const count = here.admitted ? await consume(perAccount[step], `${step}|${account}`) : here;
        return count.admitted ? 0 : count.retryAfterSeconds;
      },
    } satisfies SignInLimits,
  };
}
