import { createHmac, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { AskOutcome } from "#app/application/offers/asked/ask-for-hour.ts";
import type { Contact } from "#app/domain/contact/contact.ts";

type Asked = Extract<AskOutcome, { status: "asked" }>;
/** One sender's form: the same address prefix, hour and contact. */
type Sent = { addressPrefix: string; slotId: string; contact: Contact };

const REMEMBERED_MS = 10 * 60 * 1000;
const MOST = 1_000;

/**
 * Answers of the last minutes, so that a form that is sent twice gets its first answer again, and not that somebody was faster. Keyed by an
 * HMAC under a secret of this process: nothing of a person is kept. A stranger who types a known contact learns nothing.
 */
export class RecentAsks {
  readonly #secret = randomBytes(32);
  readonly #answers = new LRUCache<string, Asked>({ max: MOST, ttl: REMEMBERED_MS });

  find(sent: Sent): Asked | null {
    return this.#answers.get(this.#keyOf(sent)) ?? null;
  }

  remember(sent: Sent, answer: Asked): void {
    this.#answers.set(this.#keyOf(sent), answer);
  }

  #keyOf({ addressPrefix, slotId, contact }: Sent): string {
    const text = JSON.stringify([addressPrefix, slotId, contact.method, contact.value]);
    return createHmac("sha256", this.#secret).update(text).digest("base64url");
  }
}
