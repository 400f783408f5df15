import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import type { MailKind } from "#app/domain/mail/mail.ts";
import { NO_CHANNEL } from "#app/domain/people/delivery.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { decideMail, type Occasion } from "./decide-mail.ts";

/** Records what nobody can write to a person as not delivered, so that an operator calls. Idempotent per occasion. */
export async function leaveToCall<Kind extends MailKind>(
  repositories: Repositories,
  request: WaitlistRequest,
  occasion: Occasion<Kind>,
  parts: { ids: Ids; clock: Clock },
): Promise<void> {
  const { id, sentAt, failedAt } = await decideMail(repositories, request, occasion, parts);
  if (sentAt === null && failedAt === null)
    await repositories.mails.markFailed(id, { code: NO_CHANNEL, at: parts.clock(), final: true });
}
