import { and, eq, inArray, lte, notExists, notInArray, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Db } from "../database.ts";
import { telegramChats, telegramNames, waitlistRequests } from "../schema.ts";

/** A farewell that could not be sent for this long is not waited for. */
const FAREWELL_MS = 24 * 60 * 60 * 1000;

/** No request but these holds the contacts of the chat. */
export function unneeded(db: Db, requestIds: string[]): SQL {
  const names = db
    .select({ value: telegramNames.contactFingerprint })
    .from(telegramNames)
    .where(eq(telegramNames.chatId, telegramChats.id));
  const others = requestIds.length > 0 ? notInArray(waitlistRequests.id, requestIds) : undefined;
  const held = or(
    eq(waitlistRequests.contactFingerprint, telegramChats.contactFingerprint),
    inArray(waitlistRequests.contactFingerprint, names),
  );
  return notExists(db.select({ one: sql`1` }).from(waitlistRequests).where(and(held, others)));
}

/** Chats that nobody has used since `quietSince` and no request needs, and those whose farewell is overdue. */
export function overdueChats(db: Db, quietSince: Date, now: Date): SQL | undefined {
  return or(
    and(lte(telegramChats.heardAt, quietSince), unneeded(db, [])),
    lte(telegramChats.forgetAfterReplyAt, new Date(now.getTime() - FAREWELL_MS)),
  );
}

/** Ids of the chats whose number or name is a contact among these fingerprints. */
export function chatsOf(db: Db, fingerprints: SQLWrapper) {
  const named = db
    .select({ chatId: telegramNames.chatId })
    .from(telegramNames)
    .where(inArray(telegramNames.contactFingerprint, fingerprints));
  return db
    .select({ id: telegramChats.id })
    .from(telegramChats)
    .where(or(inArray(telegramChats.contactFingerprint, fingerprints), inArray(telegramChats.id, named)));
}
