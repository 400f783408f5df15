import type { Attempt, SendMailUseCase } from "#app/application/mail/send-mail.ts";
import type { MailRenderer } from "#app/application/ports/mail.ts";

type Parts = { sendMail: SendMailUseCase; renderer: MailRenderer; origin: string };

/** Sends the one confirmation of a request to people with an e-mail address who still wait. */
export class ConfirmRequestUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute({ requestId }: { requestId: string }, attempt: Attempt): Promise<void> {
    const { sendMail, renderer, origin } = this.#parts;
    return sendMail.execute(
      { requestId, kind: "confirmation", attempt },
      (request) =>
        request.preferredContactMethod === "email" && request.status !== "closed" && request.quarantinedAt === null,
      async ({ props }, { waitlistRequests }) => {
        const contact = await waitlistRequests.contactOf(requestId);
        const token = await waitlistRequests.linkTokenOf(requestId);
        if (!contact || !token) return null;
        const privateLink = `${origin}/waitlist/${token}/`;
        return async () => ({
          ...(await renderer.confirmation({ ...props, privateLink, origin })),
          to: contact.value,
          unsubscribeUrl: privateLink,
        });
      },
    );
  }
}
