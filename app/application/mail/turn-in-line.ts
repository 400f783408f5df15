import type { LineState } from "#app/application/ports/mail-line.ts";
import { type MailCeilings, mailTurn } from "#app/domain/mail/mail-ceilings.ts";

/** When a mail may be sent, given the line at `now`: at most `now`, or the moment to wait for. */
export function turnInLine({ sent, ahead, providerFullUntil }: LineState, now: Date, ceilings: MailCeilings): Date {
  const from = providerFullUntil && providerFullUntil > now ? providerFullUntil : now;
  return mailTurn({ sent, ahead, from }, ceilings);
}
