import type { VisitLimits } from "#app/application/ports/insight.ts";
import { AddressBuckets, type BucketSize } from "#app/infrastructure/limits/address-buckets.ts";

/** Views and clicks of one site: a burst of a thousand, and twenty a minute all day long. */
export const VISITS: BucketSize = { burst: 1_000, perSecond: 20 / 60 };
/** Links into the bot, one per click. */
export const DEEP_LINKS: BucketSize = { burst: 300, perSecond: 300 / 3600 };

/** Counts in this process's memory. `now`: milliseconds of a monotonic clock. */
export class MemoryVisitLimits implements VisitLimits {
  readonly #visits: AddressBuckets;
  readonly #deepLinks: AddressBuckets;
  #refused = 0;

  constructor(now: () => number) {
    this.#visits = new AddressBuckets(VISITS, now);
    this.#deepLinks = new AddressBuckets(DEEP_LINKS, now);
  }

  /** How many visits were not counted since the start of the process. */
  get refused(): number {
    return this.#refused;
  }

  admitView(addressPrefix: string): boolean {
    return this.#count(this.#visits.take(addressPrefix));
  }

  admitClick(addressPrefix: string): boolean {
    return this.#count(this.#deepLinks.take(addressPrefix) && this.#visits.take(addressPrefix));
  }

  #count(admitted: boolean): boolean {
    if (!admitted) this.#refused += 1;
    return admitted;
  }
}
