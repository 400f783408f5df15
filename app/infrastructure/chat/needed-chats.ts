import { and, eq, inArray, lte, notExists, notInArray, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { chatNames, chats } from "#app/infrastructure/tables/chat.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";

/** A farewell that could not be sent for this long is not waited for. */
const FAREWELL_MS = 24 * 60 * 60 * 1000;

/** No request but these holds the contacts of the chat: its number or its name, each looked up by an index of its own. */
export function unneeded(db: Db, requestIds: string[]): SQL | undefined {
  const others = requestIds.length > 0 ? notInArray(waitlistRequests.id, requestIds) : undefined;
  const byNumber = db
    .select({ one: sql`1` })
    .from(waitlistRequests)
    .where(and(eq(waitlistRequests.contactFingerprint, chats.contactFingerprint), others));
  const byName = db
    .select({ one: sql`1` })
    .from(chatNames)
    .innerJoin(waitlistRequests, eq(waitlistRequests.contactFingerprint, chatNames.contactFingerprint))
    .where(and(eq(chatNames.chatId, chats.id), others));
  return and(notExists(byNumber), notExists(byName));
}

/** Chats that nobody has used since `quietSince` and no request needs. */
export const quietChats = (db: Db, quietSince: Date): SQL | undefined =>
  and(lte(chats.heardAt, quietSince), unneeded(db, []));

/** Chats whose farewell is overdue. */
export const unforgottenChats = (now: Date): SQL =>
  lte(chats.forgetAfterReplyAt, new Date(now.getTime() - FAREWELL_MS));

/** Ids of the chats whose number or name is a contact among these fingerprints: each by an index of its own. */
export function chatsOf(db: Db, fingerprints: SQLWrapper | string[]) {
  const byName = db
    .select({ id: chatNames.chatId })
    .from(chatNames)
    .where(inArray(chatNames.contactFingerprint, fingerprints));
  return db.select({ id: chats.id }).from(chats).where(inArray(chats.contactFingerprint, fingerprints)).union(byName);
}
