import { and, asc, desc, eq, isNull, lt, max, or, sql } from "drizzle-orm";
import type { ChatMessageRepository } from "#app/application/ports/chat.ts";
import type { MessageSubject } from "#app/domain/chat/chat-message.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { chatMessages, chatNames, chats } from "#app/infrastructure/tables/chat.ts";
import { storedMessage } from "./stored-chat.ts";

/** A worker that took a message and was killed lets go of it after a minute, as its job does. */
const CLAIM_MS = 60_000;

type NamedRow = { messenger: Messenger; nameId: string | null; name: string | null };

export function chatMessageRepository(db: Db, cipher: ContactCipher): ChatMessageRepository {
  /** A chat that has no name any more is not found by one: no person is called by the empty name. */
  async function nameOf({ messenger, nameId, name }: NamedRow): Promise<Contact> {
    if (!nameId || !name) return { method: messenger, value: "" };
    return cipher.decrypt(name, messenger, { table: "chat_names", id: nameId });
  }

  return {
    async add(messages) {
      if (messages.length === 0) return 0;
      const added = await db
        .insert(chatMessages)
        .values(messages)
        .onConflictDoNothing()
        .returning({ id: chatMessages.id });
      return added.length;
    },

    async answer(chatId, messageId, answer) {
      const own = and(eq(chatMessages.id, messageId), eq(chatMessages.chatId, chatId));
      const [found] = await db
        .select({ message: chatMessages.message, createdAt: chatMessages.createdAt, before: chatMessages.answer })
        .from(chatMessages)
        .where(own);
      if (!found) return null;
      await db.update(chatMessages).set({ answer }).where(own);
      const { createdAt, before } = found;
      return { message: storedMessage(found.message, messageId), createdAt, first: before !== answer };
    },

    async lastTold(requestId, about) {
      const [row] = await db
        .select({ at: max(chatMessages.createdAt) })
        .from(chatMessages)
        .where(saidAbout(requestId, about));
      return row?.at ?? null;
    },

    async preparedFor(requestId) {
      const rows = await db
        .select()
        .from(chatMessages)
        .where(saidAbout(requestId, "prepared"))
        .orderBy(desc(chatMessages.position));
      return rows.flatMap(({ id, message, createdAt, sentAt, failedAt, answer }) => {
        const { note } = storedMessage(message, id);
        const fate = sentAt ? "sent" : failedAt ? "failed" : "waiting";
        return note?.about === "prepared" ? [{ id, prepared: note.prepared, createdAt, fate, answer }] : [];
      });
    },

    async claimNext(chatId, claimant, now) {
      const [next] = await db
        .select({
          id: chatMessages.id,
          message: chatMessages.message,
          messenger: chats.messenger,
          jwe: chats.encryptedContactValue,
          byName: chatMessages.byName,
          nameId: chatNames.id,
          name: chatNames.encryptedContactValue,
        })
        .from(chatMessages)
        .innerJoin(chats, eq(chats.id, chatMessages.chatId))
        .leftJoin(chatNames, eq(chatNames.chatId, chatMessages.chatId))
        .where(and(eq(chatMessages.chatId, chatId), isNull(chatMessages.sentAt), isNull(chatMessages.failedAt)))
        .orderBy(asc(chatMessages.position))
        .limit(1);
      if (!next) return null;
      const expired = new Date(now.getTime() - CLAIM_MS);
      const [taken] = await db
        .update(chatMessages)
        .set({ claimedBy: claimant, claimedAt: now, attempts: sql`${chatMessages.attempts} + 1` })
        .where(
          and(
            eq(chatMessages.id, next.id),
            isNull(chatMessages.sentAt),
            or(
              isNull(chatMessages.claimedAt),
              eq(chatMessages.claimedBy, claimant),
              lt(chatMessages.claimedAt, expired),
            ),
          ),
        )
        .returning({ attempts: chatMessages.attempts });
      if (!taken) return null;
      const contact = await cipher.decrypt(next.jwe, next.messenger, { table: "chats", id: chatId });
      const onlyNamed = next.byName ? await nameOf(next) : null;
      return {
        id: next.id,
        message: storedMessage(next.message, next.id),
        contact,
        onlyNamed,
        attempts: taken.attempts,
      };
    },

    async markSent(id, at) {
      await db.update(chatMessages).set({ sentAt: at, errorCode: null }).where(eq(chatMessages.id, id));
    },

    async markFailed(id, { code, at, final }) {
      await db
        .update(chatMessages)
        .set({ errorCode: code, claimedAt: null, claimedBy: null, ...(final ? { failedAt: at } : {}) })
        .where(eq(chatMessages.id, id));
    },

    async callBack(requestId, at) {
      const { waitlistRequestId, sentAt, failedAt } = chatMessages;
      await db
        .update(chatMessages)
        .set({ failedAt: at, errorCode: "withdrawn" })
        .where(and(eq(waitlistRequestId, requestId), isNull(sentAt), isNull(failedAt)));
    },
  };
}

const saidAbout = (requestId: string, about: MessageSubject["about"]) =>
  and(eq(chatMessages.waitlistRequestId, requestId), eq(chatMessages.about, about));
