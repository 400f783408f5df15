import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import { isNotice } from "#app/domain/mail/mail.ts";

export type DeliveryProblem = "bounced" | "complained" | "suppressed";
type Command = { provider: string; receiptId: string; mailId: string; problem: DeliveryProblem };

/** The provider reports a bounce or a complaint: the contact gets no more mails, and the operator sees why. */
export class RecordDeliveryUseCase {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  /** Idempotent: providers repeat receipts. */
  execute(command: Command): Promise<{ status: "recorded" | "duplicate" | "unknown-mail" }> {
    const { database, clock } = this.#parts;
    return database.transaction(async ({ receipts, mails, waitlistRequests }) => {
      if (!(await receipts.takeOnce(command.provider, command.receiptId, clock()))) return { status: "duplicate" };
      const mail = await mails.find(command.mailId);
      if (!mail) return { status: "unknown-mail" };
      await mails.markFailed(command.mailId, { code: command.problem, at: clock(), final: true });
      const { kind, waitlistRequestId } = mail;
      if (waitlistRequestId !== null && !isNotice(kind))
        await waitlistRequests.markUnreachable(waitlistRequestId, clock());
      return { status: "recorded" };
    });
  }
}
