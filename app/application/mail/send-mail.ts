import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import { PutOffError } from "#app/application/ports/database.ts";
import type { EmailSender, StoredMail } from "#app/application/ports/mail.ts";
import type { Mail, MailKind } from "#app/domain/mail/mail.ts";
import type { MailCeilings } from "#app/domain/mail/mail-ceilings.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { decideMail, type Occasion } from "./decide-mail.ts";
import { type Draft, deliverMail } from "./deliver-mail.ts";
import { turnInLine } from "./turn-in-line.ts";

export type Attempt = { jobId: string; last: boolean };
type Parts = { database: Database; sender: EmailSender; ceilings: MailCeilings; ids: Ids; clock: Clock };

/** Decides on a mail to a person once, sends it once, and records the result in `mails`. Mails wait while a limit is reached. */
export class SendMailUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * `isDue` checks the request's present state; `draft` renders from the mail's fixed props.
   * Returns whether a transport has taken the mail, now or before. Throws `MailError` when a retry may succeed, and `PutOffError` when
   * the time of the retry is known.
   */
  async execute<Kind extends MailKind>(
    given: Occasion<Kind> & { requestId: string; attempt: Attempt },
    isDue: (request: WaitlistRequest) => boolean,
    draft: (mail: Mail<Kind>, repositories: Repositories) => Promise<(() => Promise<Draft>) | null>,
  ): Promise<boolean> {
    const { database, clock } = this.#parts;
    const due = await database.transaction(async (repositories) => {
      const request = await repositories.waitlistRequests.find(given.requestId);
      if (!request || !isDue(request)) return null;
      const earliest = await this.#hold(repositories, request, given);
      const mail = await decideMail(repositories, request, given, this.#parts);
      const wait = mail.sentAt ? null : await earliest(mail.id);
      if (wait === "never") return null;
      if (wait) return { wait };
      if (mail.sentAt) return "sent";
      const turn = await this.#turn(repositories, mail);
      if (turn) return { wait: turn };
      if (!(await repositories.mails.claim(mail.id, given.attempt.jobId, clock()))) return null;
      const render = await draft(mail, repositories);
      return render && { mail, render };
    });
    if (due === "sent") return true;
    if (!due) return false;
    if (due.wait) throw new PutOffError(due.wait);
    const { id, attempts } = due.mail;
    const claimed = { id, attempts, toPerson: { requestId: given.requestId }, last: given.attempt.last };
    return deliverMail(this.#parts, claimed, due.render);
  }

  /** Mails to one person are serialised, so that each sees the earlier ones. Returns when a mail of this kind may be sent. */
  async #hold<Kind extends MailKind>(
    { waitlistRequests, mails }: Repositories,
    request: WaitlistRequest,
    { kind, atOnce }: Occasion<Kind>,
  ) {
    const { clock } = this.#parts;
    const contact = await waitlistRequests.contactOf(request.id);
    if (!contact) return async () => null;
    await waitlistRequests.lockContact(contact);
    return async (mailId: string) => {
      const earliest = await mails.earliest(mailId, kind, contact, clock());
      if (earliest === "never") {
        await mails.markFailed(mailId, { code: "unreachable", at: clock(), final: true });
        return "never";
      }
      return earliest > clock() && !atOnce ? earliest : null;
    };
  }

  /** `null`: now. A mail that may have been sent already is not delayed: it counts already. */
  async #turn({ mails }: Repositories, { id, countedAt, failedAt }: StoredMail): Promise<Date | null> {
    if (countedAt && !failedAt) return null;
    const now = this.#parts.clock();
    const turn = turnInLine(await mails.holdLine(id, now), now, this.#parts.ceilings);
    if (turn <= now) return null;
    await mails.waitInLine(id, turn);
    return turn;
  }
}
