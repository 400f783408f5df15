import type { Clock } from "#app/application/ports/clock.ts";
import { type Database, PutOffError } from "#app/application/ports/database.ts";
import { type EmailSender, MailError, type OutgoingMail } from "#app/application/ports/mail.ts";
import { nextTry } from "./next-try.ts";

export type Draft = Omit<OutgoingMail, "id">;
/** A claimed mail. `toPerson`: the request to mark as unreachable if its address refuses mail; `null`: sent to the operator. */
type Claimed = { id: string; attempts: number; toPerson: { requestId: string } | null };
type Parts = { database: Database; sender: EmailSender; clock: Clock };

/** Retries after a provider's own pauses are counted here: the queue treats each as a new job. */
const MOST_ATTEMPTS = 30;

/**
 * Sends a claimed mail, records the result and returns whether a transport has taken it. `last`: there will be no further retry by the job.
 * Throws `MailError` when a retry may succeed, and `PutOffError` when the time of the retry is known.
 */
export async function deliverMail(
  { database, sender, clock }: Parts,
  mail: Claimed & { last: boolean },
  render: () => Promise<Draft>,
): Promise<boolean> {
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
      await mails.markFailed(mail.id, { code, at: clock(), final });
      if (error instanceof MailError && error.kind === "recipient" && mail.toPerson)
        await waitlistRequests.markUnreachable(mail.toPerson.requestId, clock());
    });
    if (!(error instanceof MailError)) throw error;
    if (final) return false;
    throw again ? new PutOffError(again) : error;
  }
  await database.transaction(({ mails }) => mails.markSent(mail.id, clock()));
  return true;
}
