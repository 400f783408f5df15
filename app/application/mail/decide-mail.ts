import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import type { StoredMail } from "#app/application/ports/mail.ts";
import type { MailKind, MailProps } from "#app/domain/mail/mail.ts";
import type { Practice, Service } from "#app/domain/timetable/availability.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";

type Subject = { request: WaitlistRequest; service: Service; practice: Practice };

export type Occasion<Kind extends MailKind> = {
  kind: Kind;
  /** Distinguishes mails of one kind about the same request, where there may be several. */
  recurrence?: (request: WaitlistRequest) => string;
  /** It waits for no earlier mail: those went to another address. */
  atOnce?: boolean;
  props: (subject: Subject) => MailProps[Kind];
};

/** Decides on a mail about a request, in the caller's transaction. Idempotent per occasion. */
export async function decideMail<Kind extends MailKind>(
  { mails, practice }: Repositories,
  request: WaitlistRequest,
  { kind, recurrence, props }: Occasion<Kind>,
  { ids, clock }: { ids: Ids; clock: Clock },
): Promise<StoredMail<Kind>> {
  const subject = { request, ...(await practice.serviceOf(request.serviceId)) };
  return mails.addOnce({
    id: ids.uuid(),
    kind,
    dedupeKey: [kind, request.id, ...(recurrence ? [recurrence(request)] : [])].join("/"),
    waitlistRequestId: request.id,
    createdAt: clock(),
    props: props(subject),
  });
}
