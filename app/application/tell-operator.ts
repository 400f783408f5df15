import type { MailRenderer } from "./ports.ts";
import type { Attempt, SendMailUseCase } from "./send-mail.ts";

type Parts = { sendMail: SendMailUseCase; renderer: MailRenderer; operatorEmail: string | null; origin: string };

/** Tells the operator that somebody waits: for what and when, never who. */
export class TellOperatorUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute({ requestId }: { requestId: string }, attempt: Attempt): Promise<void> {
    const { sendMail, renderer, operatorEmail, origin } = this.#parts;
    if (operatorEmail === null) return;
    await sendMail.execute(
      // Who asks again after an answer is promised one anew, and that is told too.
      { requestId, kind: "operator_notice", recurrence: ({ answerBy }) => answerBy.toISOString(), attempt },
      (request) => request.status !== "closed" && request.quarantinedAt === null,
      async ({ props }) =>
        async () => ({ ...(await renderer.operatorNotice({ ...props, origin })), to: operatorEmail }),
    );
  }
}
