import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { Clock, Database, EmailSender, Ids, Mail, MailKind, MailProps, Repositories } from "./ports.ts";
import { MailError } from "./ports.ts";

type Draft = { to: string; subject: string; html: string; text: string; unsubscribeUrl?: string };
export type Attempt = { jobId: string; last: boolean };
type Occasion = {
  requestId: string;
  kind: MailKind;
  /** Tells this mail from others of its kind about the same request, where there may be several. */
  recurrence?: (request: WaitlistRequest) => string;
  others?: MailProps["others"];
};
type Parts = { database: Database; sender: EmailSender; ids: Ids; clock: Clock };

/** Decides on a mail once, sends it once, and keeps its fate in `mails`. */
export class SendMailUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * `isDue` looks at the request as it is now; `draft` renders from the mail's fixed props.
   * Throws `MailError` when a later attempt may succeed.
   */
  async execute(
    given: Occasion & { attempt: Attempt },
    isDue: (request: WaitlistRequest) => boolean,
    draft: (mail: Mail, repositories: Repositories) => Promise<(() => Promise<Draft>) | null>,
  ): Promise<void> {
    const { database, sender, clock } = this.#parts;
    const due = await database.transaction(async (repositories) => {
      const request = await repositories.waitlistRequests.find(given.requestId);
      if (!request || !isDue(request)) return null;
      const mail = await this.#decide(repositories, request, given);
      if (mail.sentAt || !(await repositories.mails.claim(mail.id, given.attempt.jobId, clock()))) return null;
      const render = await draft(mail, repositories);
      return render && { mail, render };
    });
    if (!due) return;

    try {
      await sender.send({ id: due.mail.id, ...(await due.render()) });
    } catch (error) {
      const code = error instanceof MailError ? error.code : "unexpected";
      const final = given.attempt.last || (error instanceof MailError && error.kind !== "retryable");
      await database.transaction(({ mails }) => mails.markFailed(due.mail.id, code, final));
      if (final && error instanceof MailError) return;
      throw error;
    }
    await database.transaction(({ mails }) => mails.markSent(due.mail.id, clock()));
  }

  async #decide(repositories: Repositories, request: WaitlistRequest, { kind, recurrence, others = [] }: Occasion) {
    const { service, practice } = await repositories.practice.serviceOf(request.serviceId);
    return repositories.mails.addOnce({
      id: this.#parts.ids.uuid(),
      kind,
      dedupeKey: [kind, request.id, ...(recurrence ? [recurrence(request)] : [])].join("/"),
      waitlistRequestId: request.id,
      createdAt: this.#parts.clock(),
      props: {
        serviceTitle: service.title,
        preferredTimeWindow: request.preferredTimeWindow,
        contactMethod: request.preferredContactMethod,
        answerWithinWorkingDays: practice.answerWithinWorkingDays,
        linkVersion: request.linkVersion,
        expiresAt: request.expiresAt.toISOString(),
        timeZone: practice.timeZone,
        others,
      },
    });
  }
}
