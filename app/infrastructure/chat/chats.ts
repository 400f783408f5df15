import { and, asc, eq, inArray, isNotNull, isNull, notExists, notInArray, or, type SQL, sql } from "drizzle-orm";
import type { ChatRepository } from "#app/application/ports/chat.ts";
import { BEGINNING } from "#app/domain/chat/conversation.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import type { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { lockFingerprints } from "#app/infrastructure/keys/contact-lock.ts";
import { chatMessages, chatNames, chats, chatUpdates } from "#app/infrastructure/tables/chat.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { chatsOf, unneeded } from "./needed-chats.ts";
import { storedConversation, storedEvent } from "./stored-chat.ts";

export function chatRepository(db: Db, cipher: ContactCipher): ChatRepository {
  const valuesOf = (contact: Contact) => cipher.fingerprints(contact).map(({ value }) => value);
  const sealed = async (contact: Contact, table: "chats" | "chat_names", id: string) => {
    const { value: contactFingerprint, kid: fingerprintKid } = cipher.fingerprint(contact);
    return { encryptedContactValue: await cipher.encrypt(contact, { table, id }), contactFingerprint, fingerprintKid };
  };

  async function setName(chatId: string, id: string, name: Contact | null) {
    const known = name
      ? and(eq(chatNames.chatId, chatId), inArray(chatNames.contactFingerprint, valuesOf(name)))
      : undefined;
    if (known && (await db.select({ id: chatNames.id }).from(chatNames).where(known)).length > 0) return;
    const elsewhere = name ? inArray(chatNames.contactFingerprint, valuesOf(name)) : undefined;
    await db.delete(chatNames).where(or(eq(chatNames.chatId, chatId), elsewhere));
    if (!name) return;
    const row = { id, chatId, ...(await sealed(name, "chat_names", id)) };
    await db.insert(chatNames).values(row).onConflictDoNothing();
  }

  async function find(contact: Contact, which: SQL) {
    const values = valuesOf(contact);
    const [row] = await db
      .select({
        chatId: chats.id,
        byName: notInArray(chats.contactFingerprint, values).mapWith(Boolean),
      })
      .from(chats)
      .where(and(which, inArray(chats.id, chatsOf(db, values))))
      .orderBy(asc(chats.createdAt));
    return row ?? null;
  }

  return {
    async open({ id, nameId, contact, name, now }) {
      await lockFingerprints(db, cipher.fingerprints(contact));
      const [known] = await db
        .update(chats)
        .set({ heardAt: now })
        .where(inArray(chats.contactFingerprint, valuesOf(contact)))
        .returning({ id: chats.id });
      if (!known) {
        const row = { id, messenger: contact.method, ...(await sealed(contact, "chats", id)) };
        await db.insert(chats).values({ ...row, conversation: BEGINNING, createdAt: now, heardAt: now });
      }
      await setName(known?.id ?? id, nameId, name);
      return known?.id ?? id;
    },

    async addUpdate(chatId, update) {
      await db.insert(chatUpdates).values({ ...update, chatId });
    },

    async hold(chatId) {
      const own = eq(chats.id, chatId);
      await db.execute(
        sql`select pg_advisory_xact_lock(hashtextextended(${chats.contactFingerprint}, 0)) from ${chats} where ${own}`,
      );
      const [chat] = await db.select().from(chats).where(own).for("update");
      if (!chat) return null;
      const [name] = await db.select().from(chatNames).where(eq(chatNames.chatId, chatId));
      const reads = (jwe: string, table: "chats" | "chat_names", id: string) =>
        cipher.decrypt(jwe, chat.messenger, { table, id });
      return {
        id: chatId,
        contact: await reads(chat.encryptedContactValue, "chats", chatId),
        name: name ? await reads(name.encryptedContactValue, "chat_names", name.id) : null,
        conversation: storedConversation(chat.conversation, chatId),
      };
    },

    async takeUpdates(chatId) {
      const taken = await db.delete(chatUpdates).where(eq(chatUpdates.chatId, chatId)).returning();
      return taken
        .map((update) => ({ ...update, event: storedEvent(update.event, update.id) }))
        .sort((a, b) => a.updateId - b.updateId || (a.id < b.id ? -1 : 1));
    },

    async saveConversation(chatId, conversation) {
      await db.update(chats).set({ conversation }).where(eq(chats.id, chatId));
    },

    findOpen: (contact) => find(contact, isNull(chats.blockedAt)),
    findStopped: (contact) => find(contact, isNotNull(chats.blockedAt)),

    async stateFor(requestId) {
      const held = db
        .select({ value: waitlistRequests.contactFingerprint })
        .from(waitlistRequests)
        .where(eq(waitlistRequests.id, requestId));
      const states = await db
        .select({ blockedAt: chats.blockedAt })
        .from(chats)
        .where(inArray(chats.id, chatsOf(db, held)));
      if (states.length === 0) return "none";
      return states.some(({ blockedAt }) => blockedAt === null) ? "open" : "blocked";
    },

    async setBlocked(chatId, blockedAt) {
      await db.update(chats).set({ blockedAt }).where(eq(chats.id, chatId));
    },

    async forgetAfterReply(chatId, at) {
      await db.update(chats).set({ forgetAfterReplyAt: at }).where(eq(chats.id, chatId));
    },

    async forget(chatId) {
      const waiting = db
        .select({ one: sql`1` })
        .from(chatMessages)
        .where(and(eq(chatMessages.chatId, chats.id), isNull(chatMessages.sentAt), isNull(chatMessages.failedAt)));
      await db.delete(chats).where(and(eq(chats.id, chatId), isNotNull(chats.forgetAfterReplyAt), notExists(waiting)));
    },

    async destroy(chatId) {
      await db.delete(chats).where(eq(chats.id, chatId));
    },

    async destroyOf(requests) {
      const ids = requests.map(({ id }) => id);
      const held = db
        .select({ value: waitlistRequests.contactFingerprint })
        .from(waitlistRequests)
        .where(inArray(waitlistRequests.id, ids));
      // Skips locked chats: a worker is answering them. A later purge deletes them.
      const theirs = db
        .select({ id: chats.id })
        .from(chats)
        .where(and(inArray(chats.id, chatsOf(db, held)), isNull(chats.forgetAfterReplyAt), unneeded(db, ids)))
        .for("update", { skipLocked: true });
      const gone = await db.delete(chats).where(inArray(chats.id, theirs)).returning({ id: chats.id });
      return gone.length;
    },
  };
}
