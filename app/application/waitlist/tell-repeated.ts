import { privateLinkDraft } from "#app/application/mail/private-link-draft.ts";
import type { Attempt, SendMailUseCase } from "#app/application/mail/send-mail.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { MailRenderer } from "#app/application/ports/mail.ts";
import { isRepeatUntold } from "#app/domain/waitlist-request.ts";

type Parts = {
  database: Database;
  sendMail: SendMailUseCase;
  renderer: MailRenderer;
  origin: string;
};

/**
 * Tells by mail that a repeat without proof of the contact changed the window, with the link to restore it.
 * Repeats that arrive while a mail waits are covered by that mail.
 */
export class TellRepeatedUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws as `SendMailUseCase` does. */
  async execute({ requestId }: { requestId: string }, attempt: Attempt): Promise<void> {
    const { database, sendMail, renderer, origin } = this.#parts;
    const kind = "repeated";
    const told = await database.transaction(({ mails }) => mails.lastSent(requestId, kind));
    await sendMail.execute(
      {
        requestId,
        kind,
        recurrence: () => `after/${told?.toISOString() ?? "none"}`,
        props: ({ service }) => ({ serviceTitle: service.title }),
        attempt,
      },
      (request) => request.preferredContactMethod === "email" && isRepeatUntold(request, told),
      privateLinkDraft<"repeated">(origin, (props) => renderer.repeated(props)),
    );
  }
}
