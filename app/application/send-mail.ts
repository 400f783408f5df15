import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { Clock, Database, EmailSender, Ids, Mail, MailKind, MailProps, Repositories } from "./ports.ts";
import { MailError, PutOffError } from "./ports.ts";

type Draft = { to: string; subject: string; html: string; text: string; unsubscribeUrl?: string };
export type Attempt = { jobId: string; last: boolean };
type Occasion = {
  requestId: string;
  kind: MailKind;
  /** Tells this mail from others of its kind about the same request, where there may be several. */
  recurrence?: (request: WaitlistRequest) => string;
  others?: MailProps["others"];
};
/** Tries that a provider's own pauses set apart are counted here: the queue takes each for a new job. */
const MOST_ATTEMPTS = 30;

type Parts = { database: Database; sender: EmailSender; ids: Ids; clock: Clock };

/** Decides on a mail once, sends it once, and keeps its fate in `mails`. */
export class SendMailUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * `isDue` looks at the request as it is now; `draft` renders from the mail's fixed props.
   * Throws `MailError` when a later attempt may succeed, and `PutOffError` when the time of that attempt is known.
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
      const earliest = await this.#hold(repositories, request, given.kind);
      const mail = await this.#decide(repositories, request, given);
      const wait = mail.sentAt ? null : await earliest(mail.id);
      if (wait === "never") return null;
      if (wait) return { wait };
      if (mail.sentAt || !(await repositories.mails.claim(mail.id, given.attempt.jobId, clock()))) return null;
      const render = await draft(mail, repositories);
      return render && { mail, render };
    });
    if (!due) return;
    if (due.wait) throw new PutOffError(due.wait);

    try {
      await sender.send({ id: due.mail.id, ...(await due.render()) });
    } catch (error) {
      const code = error instanceof MailError ? error.code : "unexpected";
      const last = given.attempt.last || due.mail.attempts + 1 >= MOST_ATTEMPTS;
      const final = last || (error instanceof MailError && error.kind !== "retryable");
      await database.transaction(async ({ mails, waitlistRequests }) => {
        await mails.markFailed(due.mail.id, code, final);
        if (error instanceof MailError && error.kind === "recipient" && given.kind !== "operator_notice")
          await waitlistRequests.markUnreachable(given.requestId, clock());
      });
      if (!(error instanceof MailError)) throw error;
      if (final) return;
      if (error.retryAfter) throw new PutOffError(new Date(clock().getTime() + error.retryAfter * 1000));
      throw error;
    }
    await database.transaction(({ mails }) => mails.markSent(due.mail.id, clock()));
  }

  /** Mails to one person take turns, so that each sees what went before. Answers when a mail of this kind may go. */
  async #hold({ waitlistRequests, mails }: Repositories, request: WaitlistRequest, kind: MailKind) {
    const { clock } = this.#parts;
    const contact = kind === "operator_notice" ? null : await waitlistRequests.contactOf(request.id);
    if (!contact) return async () => null;
    await waitlistRequests.lockContact(contact);
    return async (mailId: string) => {
      const earliest = await mails.earliest(mailId, kind, contact, clock());
      if (earliest === "never") {
        await mails.markFailed(mailId, "unreachable", true);
        return "never";
      }
      return earliest > clock() ? earliest : null;
    };
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
        expiresAt: request.expiresAt.toISOString(),
        timeZone: practice.timeZone,
        others,
      },
    });
  }
}
