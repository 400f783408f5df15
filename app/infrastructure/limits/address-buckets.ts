import { hash, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import { prefixesOf } from "#app/domain/address-prefix.ts";

/** The number of remembered sites: some 4 MB. An evicted site starts again with a full bucket. */
const SITES = 20_000;

/** `burst` tokens at once, refilled at `perSecond`. */
export type BucketSize = { burst: number; perSecond: number };
type Bucket = { tokens: number; filledAt: number };

/**
 * A token bucket per site: an IPv4 address, or the /48 of an IPv6 one, the most that one household or company
 * is given (RFC 6177). In this process's memory, bounded; keys are digests with a secret of the process, never an address.
 */
export class AddressBuckets {
  readonly #size: BucketSize;
  /** Milliseconds of a monotonic clock. */
  readonly #now: () => number;
  /** A fixed length in front of the address. The digest leaves neither the process nor its memory, so that no MAC is needed. */
  readonly #secret = randomBytes(32).toString("hex");
  readonly #buckets = new LRUCache<string, Bucket>({ max: SITES });

  constructor(size: BucketSize, now: () => number) {
    this.#size = size;
    this.#now = now;
  }

  /**
   * Takes `cost` tokens of an address prefix (IPv4 /32, IPv6 /64), of which `kept` have to be left.
   * `false`: too few, and none is taken.
   */
  take(addressPrefix: string, cost = 1, kept = 0): boolean {
    const { narrow, wider } = prefixesOf(addressPrefix);
    const bucket = this.#filled(wider?.by48 ?? narrow);
    if (bucket.tokens < cost + kept) return false;
    bucket.tokens -= cost;
    return true;
  }

  #filled(site: string): Bucket {
    const key = hash("sha256", this.#secret + site, "base64url");
    const { burst, perSecond } = this.#size;
    const now = this.#now();
    const bucket = this.#buckets.get(key);
    if (!bucket) {
      const full = { tokens: burst, filledAt: now };
      this.#buckets.set(key, full);
      return full;
    }
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.filledAt) / 1000) * perSecond);
    bucket.filledAt = now;
    return bucket;
  }
}
