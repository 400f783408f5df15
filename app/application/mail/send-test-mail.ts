import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import { type EmailSender, MailError, type RenderedMail } from "#app/application/ports/mail.ts";
import type { Operator } from "#app/domain/team/operator.ts";

export type TestMailOutcome =
  | { status: "sent" }
  /** `code`: ours, without an address. */
  | { status: "refused"; code: string }
  | { status: "limited"; retryAfterSeconds: number };

type Parts = {
  database: Database;
  sender: EmailSender;
  /** One test mail of the practice. */
  admit(): Promise<{ admitted: true } | { admitted: false; retryAfterSeconds: number }>;
  testMail: RenderedMail;
  /** Who hears of requests; `null`: nobody, as in a demo. */
  operatorEmail: string | null;
  ids: Ids;
  clock: Clock;
};

/** Sends a mail without any person's data, so that an owner sees whether mails arrive. */
export class SendTestMailUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Where the mail goes: to the address of all notices, or else to the operator who asks. */
  addressee({ email }: Operator): string {
    return this.#parts.operatorEmail ?? email;
  }

  async execute(operator: Operator): Promise<TestMailOutcome> {
    const { database, sender, admit, testMail, ids, clock } = this.#parts;
    const admission = await admit();
    if (!admission.admitted) return { status: "limited", retryAfterSeconds: admission.retryAfterSeconds };
    const entry = { operatorId: operator.id, action: "test_mail_sent", at: clock() } as const;
    await database.transaction(({ deskAudit }) => deskAudit.record(entry));
    try {
      await sender.send({ id: ids.uuid(), to: this.addressee(operator), ...testMail, toOperator: true });
      return { status: "sent" };
    } catch (error) {
      if (error instanceof MailError) return { status: "refused", code: error.code };
      throw error;
    }
  }
}
