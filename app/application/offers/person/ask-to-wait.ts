import { privateLinkDraft } from "#app/application/mail/private-link-draft.ts";
import type { Attempt, SendMailUseCase } from "#app/application/mail/send-mail.ts";
import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { MailRenderer } from "#app/application/ports/mail.ts";
import { tellInOpenChat } from "./tell-in-open-chat.ts";

type Parts = OfferParts & { database: Database; sendMail: SendMailUseCase; renderer: MailRenderer; origin: string };

/** «Ждать дальше?», once after silence in a row. The person answers on their own page. */
export class AskToWaitUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ requestId }: { requestId: string }, attempt: Attempt): Promise<void> {
    const { database, sendMail, renderer, origin } = this.#parts;
    const silent = await database.transaction(async (repositories) => {
      const { offers, waitlistRequests, practice } = repositories;
      const last = (await offers.ofRequest(requestId)).at(0)?.id;
      const request = await waitlistRequests.find(requestId);
      if (request && request.status !== "closed" && request.preferredContactMethod !== "email") {
        const { service } = await practice.serviceOf(request.serviceId);
        const note = { about: "ask-to-wait", requestId, serviceTitle: service.title } as const;
        const told = { requestId, about: "ask_to_wait", occasion: `after/${last ?? "none"}`, note } as const;
        await tellInOpenChat(repositories, this.#parts, told);
      }
      return last;
    });
    await sendMail.execute(
      {
        requestId,
        kind: "ask_to_wait",
        recurrence: () => `after/${silent ?? "none"}`,
        props: ({ service }) => ({ serviceTitle: service.title }),
        attempt,
      },
      (request) =>
        request.preferredContactMethod === "email" && request.status !== "closed" && request.quarantinedAt === null,
      privateLinkDraft<"ask_to_wait">(origin, (props) => renderer.askToWait(props)),
    );
  }
}
