import { z } from "zod";
import { accountCopy } from "#app/copy/desk-account.ts";
import { invitationCopy } from "#app/copy/desk-door.ts";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "#app/domain/team/operator-invitation.ts";
import { anyCode, appCode } from "./code-field.ts";

const { errors } = accountCopy;
const intent = <Intent extends string>(name: Intent) => z.object({ intent: z.literal(name) });

export const newPassword = z
  .string({ error: invitationCopy.errors.password })
  .min(PASSWORD_MIN_LENGTH, invitationCopy.errors.password)
  .max(PASSWORD_MAX_LENGTH, invitationCopy.errors.password);

/** A sealed seed; a forged one does not open. */
export const sealedOffer = z.string({ error: errors.oldOffer }).max(2000, errors.oldOffer);

export const accountForm = z.discriminatedUnion(
  "intent",
  [
    intent("password").extend({
      old_password: z.string({ error: errors.oldMissing }).max(PASSWORD_MAX_LENGTH, errors.wrongPassword),
      new_password: newPassword,
      code: anyCode(errors.code),
    }),
    intent("codes"),
    intent("end").extend({ session: z.uuid({ error: errors.unreadable }) }),
    intent("everywhere"),
  ],
  { error: errors.unreadable },
);

export const factorForm = z.discriminatedUnion(
  "intent",
  [intent("show"), intent("replace").extend({ offer: sealedOffer, code: appCode(errors.appCode) })],
  { error: errors.unreadable },
);
