import { addresses } from "#app/addresses.ts";
import type { Attempt, SendMailUseCase } from "#app/application/mail/send-mail.ts";
import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { MailRenderer } from "#app/application/ports/mail.ts";
import type { OfferMessages, SentOffer } from "#app/application/ports/offers.ts";
import type { ChatHour } from "#app/domain/chat/chat-message.ts";
import { type OfferedHour, offeredHour } from "./get-offer-page.ts";
import { tellInOpenChat } from "./tell-in-open-chat.ts";

type Parts = OfferParts & { database: Database; sendMail: SendMailUseCase; renderer: MailRenderer; origin: string };

/** Sends the message of an open offer by mail, or puts it into the person's chat, which records that the messenger took it. */
export class SendOfferMessage implements OfferMessages {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async send({ offerId, requestId, channel }: SentOffer, attempt: Attempt): Promise<boolean> {
    const { database, sendMail, renderer, origin } = this.#parts;
    const found = await database.transaction(async (repositories) => {
      const offer = await repositories.offers.find(offerId);
      const hour = offer && (await offeredHour(repositories, offer));
      return offer && hour && { hour, holdsUntil: offer.holdsUntil };
    });
    if (!found) return false;
    const { hour } = found;
    const holdsUntil = found.holdsUntil.toISOString();
    if (channel !== "email") {
      const note = { about: "offer", offerId, hour: chatHour(hour), holdsUntil } as const;
      const told = { requestId, about: "offer", occasion: `${offerId}/${holdsUntil}`, note } as const;
      await database.transaction((repositories) => tellInOpenChat(repositories, this.#parts, told));
      return false;
    }
    return sendMail.execute(
      {
        requestId,
        kind: "offer",
        // A hold that was extended because no transport took the mail is told with its new end.
        recurrence: () => `${offerId}/${holdsUntil}`,
        props: () => ({
          offerId,
          serviceTitle: hour.serviceTitle,
          startsAt: hour.startsAt.toISOString(),
          timeZone: hour.timeZone,
          format: hour.format,
          alsoAt: hour.alsoAt.map((at) => at.toISOString()),
          holdsUntil,
        }),
        attempt,
      },
      (request) => request.status !== "closed" && request.quarantinedAt === null,
      async ({ props }, { waitlistRequests, offers }) => {
        const contact = await waitlistRequests.contactOf(requestId);
        const [token, ownToken] = [await offers.linkTokenOf(offerId), await waitlistRequests.linkTokenOf(requestId)];
        if (contact?.method !== "email" || !token || !ownToken) return null;
        return async () => ({
          ...(await renderer.offer({ ...props, offerLink: `${origin}${addresses.offer(token)}`, origin })),
          to: contact.value,
          unsubscribeUrl: `${origin}${addresses.request(ownToken)}`,
        });
      },
    );
  }
}

const chatHour = ({ startsAt, alsoAt, ...hour }: OfferedHour): ChatHour => ({
  ...hour,
  startsAt: startsAt.toISOString(),
  alsoAt: alsoAt.map((at) => at.toISOString()),
});
