import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import type { StoredMail } from "#app/application/ports/mail.ts";
import type { MailKind, MailProps } from "#app/domain/mail/mail.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";

export type Occasion = {
  kind: MailKind;
  /** Tells this mail from others of its kind about the same request, where there may be several. */
  recurrence?: (request: WaitlistRequest) => string;
  others?: MailProps["others"];
};

/** Decides on a mail about a request, in the caller's transaction. The same occasion is one mail, however often. */
export async function decideMail(
  { mails, practice }: Repositories,
  request: WaitlistRequest,
  { kind, recurrence, others = [] }: Occasion,
  { ids, clock }: { ids: Ids; clock: Clock },
): Promise<StoredMail> {
  const { service, practice: settings } = await practice.serviceOf(request.serviceId);
  return mails.addOnce({
    id: ids.uuid(),
    kind,
    dedupeKey: [kind, request.id, ...(recurrence ? [recurrence(request)] : [])].join("/"),
    waitlistRequestId: request.id,
    createdAt: clock(),
    props: {
      serviceTitle: service.title,
      preferredTimeWindow: request.preferredTimeWindow,
      answerWithinWorkingDays: settings.answerWithinWorkingDays,
      expiresAt: request.expiresAt.toISOString(),
      timeZone: settings.timeZone,
      others,
    },
  });
}
