import { addresses } from "#app/addresses.ts";
import { nextTry } from "#app/application/mail/next-try.ts";
import type { Clock } from "#app/application/ports/clock.ts";
import { type Database, PutOffError } from "#app/application/ports/database.ts";
import { type EmailSender, MailError, type MailRenderer } from "#app/application/ports/mail.ts";
import { isAwaited } from "#app/domain/offers/callers/caller.ts";

type Parts = { database: Database; sender: EmailSender; renderer: MailRenderer; origin: string; clock: Clock };

/** Sends a caller the link by which they consent. The operator caused the mail, so it waits for no ceiling. */
export class SendConsentLinkUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws `MailError` for a retry by the queue, and `PutOffError` when the time of the retry is known. */
  async execute({ callerId }: { callerId: string }, { last }: { last: boolean }): Promise<void> {
    const { database, sender, renderer, origin, clock } = this.#parts;
    const found = await this.#read(callerId);
    if (!found) return;
    const { to, token, ...props } = found;
    const consentLink = `${origin}${addresses.consent(token)}`;
    try {
      // The id of the mail is the caller's, so that its stored text is found and destroyed with them.
      await sender.send({ id: callerId, to, ...(await renderer.consentLink({ ...props, consentLink, origin })) });
    } catch (error) {
      const again = error instanceof MailError ? nextTry(error, clock()) : null;
      const refused = error instanceof MailError && (error.kind === "recipient" || error.kind === "final");
      if (refused || (last && !again))
        await database.transaction(({ callers }) => callers.markMail(callerId, "mailFailedAt", clock()));
      if (refused) return;
      throw again ? new PutOffError(again) : error;
    }
    await database.transaction(async ({ callers, jobs }) => {
      await callers.markMail(callerId, "mailedAt", clock());
      // Destroyed while the mail was on its way.
      if (!(await callers.find(callerId)))
        await jobs.enqueue([{ name: "destroy-mails", data: { requestId: callerId, reason: "requested" } }]);
    });
  }

  #read(callerId: string) {
    const { database, clock } = this.#parts;
    return database.transaction(async ({ callers, bookings, line, practice }) => {
      const caller = await callers.find(callerId);
      if (!caller || caller.mailedAt || !isAwaited(caller, clock())) return null;
      const [contact, token] = [await callers.contactOf(callerId), await callers.linkTokenOf(callerId)];
      if (contact?.method !== "email" || !token) return null;
      const { service, practice: settings } = await practice.serviceOf(caller.serviceId);
      const kept = await bookings.ofCaller(callerId);
      const slot = kept && (await line.findSlot(kept.slotId));
      return {
        to: contact.value,
        token,
        serviceTitle: service.title,
        format: service.format,
        timeZone: settings.timeZone,
        startsAt: slot?.startsAt.toISOString() ?? null,
        until: caller.askedUntil.toISOString(),
      };
    });
  }
}
