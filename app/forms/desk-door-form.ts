import { z } from "zod";
import { invitationCopy, settingsCopy, signInCopy } from "#app/copy/desk-door.ts";
import { OPERATOR_ROLES } from "#app/domain/operator.ts";
import { operatorEmail, PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "#app/domain/operator-invitation.ts";

const { errors } = signInCopy;
const intent = <Intent extends string>(name: Intent) => z.object({ intent: z.literal(name) });

/** As people type and paste it: apps show the code in two halves. */
const code = z
  .string({ error: errors.code })
  .transform((typed) => typed.replace(/\s/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, errors.code));

export const signInForm = z.discriminatedUnion(
  "intent",
  [
    intent("password").extend({
      email: z.string({ error: errors.email }).trim().min(1, errors.email).max(320, errors.email),
      password: z.string({ error: errors.password }).max(PASSWORD_MAX_LENGTH, errors.refused),
    }),
    intent("code").extend({ code }),
    intent("again"),
  ],
  { error: errors.unreadable },
);

export const invitationForm = z.object({
  password: z
    .string({ error: invitationCopy.errors.password })
    .min(PASSWORD_MIN_LENGTH, invitationCopy.errors.password)
    .max(PASSWORD_MAX_LENGTH, invitationCopy.errors.password),
  code,
});

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
    intent("everywhere"),
    intent("invite").extend({
      email: z
        .string({ error: team.emailError })
        .transform(operatorEmail)
        .pipe(z.email({ error: team.emailError })),
      role,
    }),
    intent("role").extend({ ...colleague, role }),
    intent("disable").extend(colleague),
  ],
  { error: errors.unreadable },
);
