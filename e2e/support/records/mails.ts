import { and, eq, isNull, sql } from "drizzle-orm";
import { mails } from "#app/infrastructure/tables/mail.ts";
import type { Stored } from "./stored.ts";

/** All mails and their fates. */
export const storedMails = ({ db }: Stored) => db.select().from(mails);

const isConfirmation = (requestId: string) =>
  and(eq(mails.waitlistRequestId, requestId), eq(mails.kind, "confirmation"));

/** The fate of a request's confirmation; `undefined` before there is one. */
export async function confirmationOf({ db }: Stored, requestId: string) {
  const [mail] = await db.select().from(mails).where(isConfirmation(requestId));
  if (!mail) return undefined;
  const { id, sentAt, failedAt, errorCode } = mail;
  return { id, sent: sentAt !== null, failed: failedAt !== null, errorCode };
}

/** As if the confirmation had not arrived, after the last try. */
export const failConfirmation = ({ db }: Stored, requestId: string, errorCode: string) =>
  db.update(mails).set({ failedAt: new Date(), errorCode, attempts: 14 }).where(isConfirmation(requestId));

/** As if the provider had not taken the confirmation for two hours. */
export const holdConfirmation = ({ db }: Stored, requestId: string) =>
  db
    .update(mails)
    .set({ sentAt: null, failedAt: null, errorCode: "smtp-timeout", createdAt: new Date(Date.now() - 2 * 3600_000) })
    .where(isConfirmation(requestId));

export const mendConfirmation = ({ db }: Stored, requestId: string) =>
  db.update(mails).set({ failedAt: null, errorCode: null }).where(isConfirmation(requestId));

/** As if every mail had been sent a day earlier. */
export const mailsADayEarlier = ({ db }: Stored) =>
  db.update(mails).set({ sentAt: sql`${mails.sentAt} - interval '25 hours'` });

/** As if an hour had passed: for sent mails, for waiting ones, and for the claims of a killed process. */
export async function mailsAnHourEarlier({ db }: Stored) {
  await db.update(mails).set({
    countedAt: sql`${mails.countedAt} - interval '1 hour'`,
    heldUntil: sql`${mails.heldUntil} - interval '1 hour'`,
    claimedAt: sql`${mails.claimedAt} - interval '1 hour'`,
  });
}

/** Ends the minute in which a claimed mail may still be sent. */
export const expireClaims = ({ db }: Stored) =>
  db
    .update(mails)
    .set({ claimedAt: sql`${mails.claimedAt} - interval '1 minute'` })
    .where(isNull(mails.sentAt));
