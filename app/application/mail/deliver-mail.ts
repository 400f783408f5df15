import type { Clock } from "#app/application/ports/clock.ts";
import { type Database, PutOffError } from "#app/application/ports/database.ts";
import { type EmailSender, MailError, type OutgoingMail } from "#app/application/ports/mail.ts";
import { nextTry } from "./next-try.ts";

export type Draft = Omit<OutgoingMail, "id">;
/** A mail that was claimed. `toPerson`: whose address is unreachable, if it refuses mail; `null`: it goes to the operator. */
type Claimed = { id: string; attempts: number; toPerson: { requestId: string } | null };
type Parts = { database: Database; sender: EmailSender; clock: Clock };

/** Tries that a provider's own pauses set apart are counted here: the queue takes each for a new job. */
const MOST_ATTEMPTS = 30;

/**
 * Sends a mail that was claimed, and keeps its fate. `last`: its job comes no more.
 * Throws `MailError` when a later attempt may succeed, and `PutOffError` when the time of that attempt is known.
 */
export async function deliverMail(
  { database, sender, clock }: Parts,
  mail: Claimed & { last: boolean },
  render: () => Promise<Draft>,
): Promise<void> {
  try {
    await sender.send({ id: mail.id, ...(await render()) });
  } catch (error) {
    const again = error instanceof MailError ? nextTry(error, clock()) : null;
    if (error instanceof MailError && error.kind === "limited" && again) {
      await database.transaction(({ mails }) => mails.refusedForNow(mail.id, error.code, again));
      throw new PutOffError(again);
    }
    const code = error instanceof MailError ? error.code : "unexpected";
    const last = mail.last || mail.attempts + 1 >= MOST_ATTEMPTS;
    const final = last || (error instanceof MailError && error.kind !== "retryable");
    await database.transaction(async ({ mails, waitlistRequests }) => {
      await mails.markFailed(mail.id, code, final);
      if (error instanceof MailError && error.kind === "recipient" && mail.toPerson)
        await waitlistRequests.markUnreachable(mail.toPerson.requestId, clock());
    });
    if (!(error instanceof MailError)) throw error;
    if (final) return;
    throw again ? new PutOffError(again) : error;
  }
  await database.transaction(({ mails }) => mails.markSent(mail.id, clock()));
}
