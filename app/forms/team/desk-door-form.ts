import { z } from "zod";
import { recoveryCopy } from "#app/copy/desk-account.ts";
import { settingsCopy, signInCopy } from "#app/copy/desk-door.ts";
import { parseEmail } from "#app/domain/contact/email.ts";
import { OPERATOR_ROLES } from "#app/domain/team/operator.ts";
import { PASSWORD_MAX_LENGTH } from "#app/domain/team/operator-invitation.ts";
import { contactField } from "../contact-fields.ts";
import { newPassword, sealedOffer } from "./account-form.ts";
import { appCode, recoveryCode } from "./code-field.ts";

const { errors } = signInCopy;
const intent = <Intent extends string>(name: Intent) => z.object({ intent: z.literal(name) });

const code = appCode(errors.code);

/** Invitations keep addresses as `parseEmail` returns them, with a domain in Cyrillic in ASCII. Other text names no account. */
function asInvited(typed: string): string {
  const parsed = parseEmail(typed);
  return parsed.ok ? parsed.contact.value : typed;
}

export const signInForm = z.discriminatedUnion(
  "intent",
  [
    intent("password").extend({
      email: z.string({ error: errors.email }).trim().min(1, errors.email).max(320, errors.email).transform(asInvited),
      password: z.string({ error: errors.password }).max(PASSWORD_MAX_LENGTH, errors.refused),
    }),
    intent("code").extend({ code }),
    intent("recovery").extend({ recovery_code: recoveryCode(recoveryCopy.error) }),
    intent("again"),
  ],
  { error: errors.unreadable },
);

export const invitationForm = z.object({ password: newPassword, offer: sealedOffer, code });

const { team, promise } = settingsCopy;
const colleague = { operator_id: z.uuid({ error: team.unknown }) };
const role = z.enum(OPERATOR_ROLES, { error: team.roleError });

const days = (error: string) =>
  z
    .string({ error })
    .trim()
    .regex(/^\d{1,2}$/, error)
    .transform(Number)
    .refine((count) => count >= 1 && count <= 30, error);

export const settingsForm = z.discriminatedUnion(
  "intent",
  [
    intent("promise").extend({ working_days: days(promise.error), seen: days(errors.unreadable) }),
    intent("invite").extend({
      email: contactField("email").transform(({ value }) => value),
      role,
    }),
    intent("role").extend({ ...colleague, role }),
    intent("disable").extend(colleague),
  ],
  { error: errors.unreadable },
);
