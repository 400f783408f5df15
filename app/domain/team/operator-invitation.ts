import { parseEmail } from "../contact/email.ts";
import type { OperatorRole } from "./operator.ts";

/** An invitation can be used once, within this time. */
export const INVITATION_LASTS_HOURS = 24;

/** NIST SP 800-63B, section 5.1.1.2: only the length counts; kinds of characters are not required. */
export const PASSWORD_MIN_LENGTH = 12;
export const PASSWORD_MAX_LENGTH = 200;

/** Normalises the e-mail that identifies an operator. An invalid address identifies nobody. */
export function operatorEmail(typed: string): string {
  const parsed = parseEmail(typed);
  return parsed.ok ? parsed.contact.value : typed.trim().normalize("NFC").toLowerCase();
}

type Invitable = { role: OperatorRole; inviteRole: OperatorRole | null; inviteExpiresAt: Date | null };

/** The role that an open invitation gives an operator; `null`: there is none. */
export function invitedAs({ role, inviteRole, inviteExpiresAt }: Invitable, now: Date): OperatorRole | null {
  return inviteExpiresAt !== null && inviteExpiresAt > now ? (inviteRole ?? role) : null;
}

export function invitationEnds(now: Date): Date {
  return new Date(now.getTime() + INVITATION_LASTS_HOURS * 60 * 60 * 1000);
}
