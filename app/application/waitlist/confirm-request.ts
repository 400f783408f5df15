import { privateLinkDraft } from "#app/application/mail/private-link-draft.ts";
import type { Attempt, SendMailUseCase } from "#app/application/mail/send-mail.ts";
import type { JobPayloads } from "#app/application/ports/jobs.ts";
import type { MailRenderer } from "#app/application/ports/mail.ts";

type Parts = { sendMail: SendMailUseCase; renderer: MailRenderer; origin: string };

/** Sends the confirmation of a request to people with an e-mail address who still wait: once, and once to a corrected address. */
export class ConfirmRequestUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ requestId, correctedAt }: JobPayloads["confirm-request"], attempt: Attempt): Promise<void> {
    const { sendMail, renderer, origin } = this.#parts;
    await sendMail.execute(
      {
        requestId,
        kind: "confirmation",
        ...(correctedAt === undefined ? {} : { recurrence: () => correctedAt, atOnce: true }),
        props: ({ request, service, practice }) => ({
          serviceTitle: service.title,
          preferredTimeWindow: request.preferredTimeWindow,
          answerWithinWorkingDays: practice.answerWithinWorkingDays,
          answerBy: { at: request.answerBy.toISOString(), timeZone: practice.timeZone },
        }),
        attempt,
      },
      (request) =>
        request.preferredContactMethod === "email" && request.status !== "closed" && request.quarantinedAt === null,
      privateLinkDraft<"confirmation">(origin, (props) => renderer.confirmation(props)),
    );
  }
}
