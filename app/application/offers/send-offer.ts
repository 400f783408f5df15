import type { Attempt } from "#app/application/mail/send-mail.ts";
import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { OfferMessages } from "#app/application/ports/offers.ts";

type Parts = { database: Database; messages: OfferMessages; clock: Clock };

/** Sends the message of an offer that still holds its hour, and records that a transport took it. Idempotent. */
export class SendOfferUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ offerId }: { offerId: string }, attempt: Attempt): Promise<void> {
    const { database, messages, clock } = this.#parts;
    const offer = await database.transaction(({ offers }) => offers.find(offerId));
    if (offer?.status !== "open" || offer.channel === "call" || offer.sentAt || offer.holdsUntil <= clock()) return;
    const { requestId, channel } = offer;
    if (!(await messages.send({ offerId, requestId, channel }, attempt))) return;
    await database.transaction(({ offers }) => offers.markSent(offerId, clock()));
  }
}
