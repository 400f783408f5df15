import { and, eq, inArray, lte, notExists, notInArray, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { telegramChats, telegramNames } from "#app/infrastructure/tables/chat.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";

/** A farewell that could not be sent for this long is not waited for. */
const FAREWELL_MS = 24 * 60 * 60 * 1000;

/** No request but these holds the contacts of the chat: its number or its name, each looked up by an index of its own. */
export function unneeded(db: Db, requestIds: string[]): SQL | undefined {
  const others = requestIds.length > 0 ? notInArray(waitlistRequests.id, requestIds) : undefined;
  const byNumber = db
    .select({ one: sql`1` })
    .from(waitlistRequests)
    .where(and(eq(waitlistRequests.contactFingerprint, telegramChats.contactFingerprint), others));
  const byName = db
    .select({ one: sql`1` })
    .from(telegramNames)
    .innerJoin(waitlistRequests, eq(waitlistRequests.contactFingerprint, telegramNames.contactFingerprint))
    .where(and(eq(telegramNames.chatId, telegramChats.id), others));
  return and(notExists(byNumber), notExists(byName));
}

/** Chats that nobody has used since `quietSince` and no request needs. */
export const quietChats = (db: Db, quietSince: Date): SQL | undefined =>
  and(lte(telegramChats.heardAt, quietSince), unneeded(db, []));

/** Chats whose farewell is overdue. */
export const unforgottenChats = (now: Date): SQL =>
  lte(telegramChats.forgetAfterReplyAt, new Date(now.getTime() - FAREWELL_MS));

/** Ids of the chats whose number or name is a contact among these fingerprints: each by an index of its own. */
export function chatsOf(db: Db, fingerprints: SQLWrapper | string[]) {
  const byName = db
    .select({ id: telegramNames.chatId })
    .from(telegramNames)
    .where(inArray(telegramNames.contactFingerprint, fingerprints));
  return db
    .select({ id: telegramChats.id })
    .from(telegramChats)
    .where(inArray(telegramChats.contactFingerprint, fingerprints))
    .union(byName);
}
