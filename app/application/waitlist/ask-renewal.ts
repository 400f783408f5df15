import { privateLinkDraft } from "#app/application/mail/private-link-draft.ts";
import type { Attempt, SendMailUseCase } from "#app/application/mail/send-mail.ts";
import type { MailRenderer } from "#app/application/ports/mail.ts";

type Parts = { sendMail: SendMailUseCase; renderer: MailRenderer; origin: string };

/** Asks the person once per term whether their request still matters. They answer by a button on their own page. */
export class AskRenewalUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ requestId }: { requestId: string }, attempt: Attempt): Promise<void> {
    const { sendMail, renderer, origin } = this.#parts;
    await sendMail.execute(
      {
        requestId,
        kind: "renewal",
        recurrence: ({ expiresAt }) => expiresAt.toISOString().slice(0, "2026-11-23".length),
        props: ({ request, service, practice }) => ({
          serviceTitle: service.title,
          preferredTimeWindow: request.preferredTimeWindow,
          expiresAt: request.expiresAt.toISOString(),
          timeZone: practice.timeZone,
        }),
        attempt,
      },
      (request) => request.status !== "closed" && request.quarantinedAt === null && request.renewalAskedAt !== null,
      privateLinkDraft<"renewal">(origin, (props) => renderer.renewal(props)),
    );
  }
}
