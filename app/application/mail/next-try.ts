import type { MailError } from "#app/application/ports/mail.ts";
import { PROVIDER_PAUSE_MS } from "#app/domain/mail/mail-ceilings.ts";

/** When to retry a refused mail: the provider's time, or an hour after a used-up limit. `null`: unknown. */
export function nextTry({ kind, retryAfter }: MailError, now: Date): Date | null {
  const told = (retryAfter ?? 0) * 1000;
  const pause = kind === "limited" ? Math.max(PROVIDER_PAUSE_MS, told) : told;
  return pause > 0 ? new Date(now.getTime() + pause) : null;
}
