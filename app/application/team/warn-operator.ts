import { nextTry } from "#app/application/mail/next-try.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import { PutOffError } from "#app/application/ports/database.ts";
import type { EmailSender, MailRenderer } from "#app/application/ports/mail.ts";
import { MailError } from "#app/application/ports/mail.ts";
import type { OperatorMail } from "#app/domain/mail/mail.ts";
import type { OperatorWarning } from "#app/domain/team/operator-warning.ts";

type Warning = { operatorId: string; about: OperatorWarning; now: Date };

/** Queues a mail to an operator about their own account, in the caller's transaction, unless the same was sent lately. */
export async function warnOperator({ operators, jobs }: Repositories, ids: Ids, warning: Warning): Promise<void> {
  const { operatorId, about, now } = warning;
  if (!(await operators.warnOnce(operatorId, about, now))) return;
  await jobs.enqueue([{ name: "warn-operator", data: { mailId: ids.uuid(), operatorId, about } }]);
}

type Parts = { database: Database; sender: EmailSender; renderer: MailRenderer; origin: string; clock: Clock };

/** Sends such a mail, or news of the team, to the operator's own address. */
export class WarnOperatorUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws `MailError` for a retry by the queue, and `PutOffError` when the time of the retry is known. */
  async execute({ mailId, operatorId, about, accountId }: OperatorMail): Promise<void> {
    const { database, sender, renderer, origin, clock } = this.#parts;
    const { operator, account } = await database.transaction(async ({ operators }) => {
      const named = accountId === undefined ? null : await operators.find(accountId);
      return { operator: await operators.find(operatorId), account: named?.email ?? null };
    });
    if (operator === null || operator.disabledAt !== null) return;
    const mail = await renderer.operatorWarning({ about, account, origin });
    try {
      await sender.send({ id: mailId, to: operator.email, toOperator: true, ...mail });
    } catch (error) {
      const again = error instanceof MailError ? nextTry(error, clock()) : null;
      throw again ? new PutOffError(again) : error;
    }
  }
}
