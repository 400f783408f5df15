import { and, asc, desc, eq, isNull, like, lt, max, or, sql } from "drizzle-orm";
import type { ChatMessageRepository } from "#app/application/ports/chat.ts";
import type { Note } from "#app/domain/chat/chat-message.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { telegramChats, telegramMessages, telegramNames } from "#app/infrastructure/tables/chat.ts";

/** A worker that took a message and was killed lets go of it after a minute, as its job does. */
const CLAIM_MS = 60_000;

/** What we say about a request of our own accord, as `dedupeKey` begins. */
const OURS = ["prepared", "confirmation", "contacted", "repeated"] as const satisfies Note["about"][];

export function chatMessageRepository(db: Db, cipher: ContactCipher): ChatMessageRepository {
  /** A chat that has no name any more is not found by one: no person is called by the empty name. */
  async function nameOf({ nameId, name }: { nameId: string | null; name: string | null }): Promise<Contact> {
    if (!nameId || !name) return { method: "telegram", value: "" };
    return cipher.decrypt(name, "telegram", { table: "telegram_names", id: nameId });
  }

  return {
    async add(messages) {
      if (messages.length === 0) return 0;
      const added = await db
        .insert(telegramMessages)
        .values(messages)
        .onConflictDoNothing({ target: telegramMessages.dedupeKey })
        .returning({ id: telegramMessages.id });
      return added.length;
    },

    async answer(chatId, messageId, answer) {
      const own = and(eq(telegramMessages.id, messageId), eq(telegramMessages.chatId, chatId));
      const [found] = await db
        .select({ message: telegramMessages.message, before: telegramMessages.answer })
        .from(telegramMessages)
        .where(own);
      if (!found) return null;
      await db.update(telegramMessages).set({ answer }).where(own);
      return { message: found.message, first: found.before !== answer };
    },

    async lastTold(requestId, about) {
      const [row] = await db
        .select({ at: max(telegramMessages.createdAt) })
        .from(telegramMessages)
        .where(like(telegramMessages.dedupeKey, `${about}/${requestId}/%`));
      return row?.at ?? null;
    },

    async preparedFor(requestId) {
      const rows = await db
        .select()
        .from(telegramMessages)
        .where(like(telegramMessages.dedupeKey, `prepared/${requestId}/%`))
        .orderBy(desc(telegramMessages.position));
      return rows.flatMap(({ id, message: { note }, createdAt, sentAt, failedAt, answer }) => {
        const fate = sentAt ? "sent" : failedAt ? "failed" : "waiting";
        return note?.about === "prepared" ? [{ id, prepared: note.prepared, createdAt, fate, answer }] : [];
      });
    },

    async claimNext(chatId, claimant, now) {
      const [next] = await db
        .select({
          id: telegramMessages.id,
          message: telegramMessages.message,
          jwe: telegramChats.encryptedContactValue,
          byName: telegramMessages.byName,
          nameId: telegramNames.id,
          name: telegramNames.encryptedContactValue,
        })
        .from(telegramMessages)
        .innerJoin(telegramChats, eq(telegramChats.id, telegramMessages.chatId))
        .leftJoin(telegramNames, eq(telegramNames.chatId, telegramMessages.chatId))
        .where(
          and(eq(telegramMessages.chatId, chatId), isNull(telegramMessages.sentAt), isNull(telegramMessages.failedAt)),
        )
        .orderBy(asc(telegramMessages.position))
        .limit(1);
      if (!next) return null;
      const expired = new Date(now.getTime() - CLAIM_MS);
      const [taken] = await db
        .update(telegramMessages)
        .set({ claimedBy: claimant, claimedAt: now, attempts: sql`${telegramMessages.attempts} + 1` })
        .where(
          and(
            eq(telegramMessages.id, next.id),
            isNull(telegramMessages.sentAt),
            or(
              isNull(telegramMessages.claimedAt),
              eq(telegramMessages.claimedBy, claimant),
              lt(telegramMessages.claimedAt, expired),
            ),
          ),
        )
        .returning({ attempts: telegramMessages.attempts });
      if (!taken) return null;
      const contact = await cipher.decrypt(next.jwe, "telegram", { table: "telegram_chats", id: chatId });
      const onlyNamed = next.byName ? await nameOf(next) : null;
      return { id: next.id, message: next.message, contact, onlyNamed, attempts: taken.attempts };
    },

    async markSent(id, at) {
      await db.update(telegramMessages).set({ sentAt: at, errorCode: null }).where(eq(telegramMessages.id, id));
    },

    async markFailed(id, { code, at, final }) {
      await db
        .update(telegramMessages)
        .set({ errorCode: code, claimedAt: null, claimedBy: null, ...(final ? { failedAt: at } : {}) })
        .where(eq(telegramMessages.id, id));
    },

    async callBack(requestId, at) {
      const { dedupeKey, sentAt, failedAt } = telegramMessages;
      await db
        .update(telegramMessages)
        .set({ failedAt: at, errorCode: "withdrawn" })
        .where(
          and(or(...OURS.map((about) => like(dedupeKey, `${about}/${requestId}%`))), isNull(sentAt), isNull(failedAt)),
        );
    },
  };
}
