import type { OperatorRole } from "./operator.ts";

/** An invitation opens once, and for this long. */
export const INVITATION_LASTS_HOURS = 24;

/** NIST SP 800-63B, section 5.1.1.2: length is what counts, and nothing is asked about kinds of characters. */
export const PASSWORD_MIN_LENGTH = 12;
export const PASSWORD_MAX_LENGTH = 200;

/** The e-mail by which an operator is known: one spelling for everybody. */
export function operatorEmail(typed: string): string {
  return typed.trim().normalize("NFC").toLowerCase();
}

type Invitable = { role: OperatorRole; inviteRole: OperatorRole | null; inviteExpiresAt: Date | null };

/** What an invitation that still opens makes of an operator; `null`: there is none. */
export function invitedAs({ role, inviteRole, inviteExpiresAt }: Invitable, now: Date): OperatorRole | null {
  return inviteExpiresAt !== null && inviteExpiresAt > now ? (inviteRole ?? role) : null;
}

export function invitationEnds(now: Date): Date {
  return new Date(now.getTime() + INVITATION_LASTS_HOURS * 60 * 60 * 1000);
}
