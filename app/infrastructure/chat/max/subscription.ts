import type { MaxConfig } from "#app/infrastructure/config/messengers.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import { keepSubscribed } from "./connect.ts";
import { maxBotError } from "./refusal.ts";

/** MAX drops a subscription after eight hours without a success. */
const QUIET_MS = 6 * 60 * 60 * 1000;

type Parts = { config: MaxConfig; origin: string; logger: Logger; elapsed(): number };

/** MAX's subscription to the webhook, looked after every hour. */
export class MaxSubscription {
  readonly #parts: Parts;
  #heardAt: number;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#heardAt = parts.elapsed();
  }

  /** An update came and was answered. */
  heard(): void {
    this.#heardAt = this.#parts.elapsed();
  }

  /**
   * Renews the subscription before MAX drops it, or after. `lost`: it was gone, and what was sent meanwhile may be. A fault is logged,
   * and the next hour tries again.
   */
  async keep(): Promise<"lost" | "kept"> {
    const { config, origin: publicOrigin, logger, elapsed } = this.#parts;
    // MAX calls https addresses only.
    if (!publicOrigin.startsWith("https:")) return "kept";
    const quiet = elapsed() - this.#heardAt > QUIET_MS;
    try {
      const found = await keepSubscribed(config, { publicOrigin, quiet });
      if (found !== "there") this.#heardAt = elapsed();
      if (found !== "lost") return "kept";
      logger.warn("max subscription was gone, and is renewed");
      return "lost";
    } catch (error) {
      logger.warn("max subscription not checked", { code: maxBotError(error).code });
      return "kept";
    }
  }
}
