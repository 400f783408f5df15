import type { Attempt, SendMailUseCase } from "#app/application/mail/send-mail.ts";
import type { MailRenderer } from "#app/application/ports/mail.ts";

type Parts = { sendMail: SendMailUseCase; renderer: MailRenderer; origin: string };

/** Asks the person once per term whether their request still matters. They answer by a button on their own page. */
export class AskRenewalUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute({ requestId }: { requestId: string }, attempt: Attempt): Promise<void> {
    const { sendMail, renderer, origin } = this.#parts;
    return sendMail.execute(
      {
        requestId,
        kind: "renewal",
        recurrence: ({ expiresAt }) => expiresAt.toISOString().slice(0, "2026-11-23".length),
        attempt,
      },
      (request) => request.status !== "closed" && request.quarantinedAt === null && request.renewalAskedAt !== null,
      async ({ props }, { waitlistRequests }) => {
        const contact = await waitlistRequests.contactOf(requestId);
        const token = await waitlistRequests.linkTokenOf(requestId);
        if (contact?.method !== "email" || !token) return null;
        const privateLink = `${origin}/waitlist/${token}/`;
        return async () => ({
          ...(await renderer.renewal({ ...props, privateLink, origin })),
          to: contact.value,
          unsubscribeUrl: privateLink,
        });
      },
    );
  }
}
