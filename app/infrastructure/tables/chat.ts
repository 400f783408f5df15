import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import type { ChatMessage } from "#app/domain/chat/chat-message.ts";
import type { ChatEvent, Conversation } from "#app/domain/chat/conversation.ts";
import type { PreparedAnswer } from "#app/domain/chat/prepared-message.ts";
import type { Utm } from "#app/domain/visit.ts";
import { id, moment } from "./columns.ts";
import { services } from "./timetable.ts";

export const deepLinks = pgTable(
  "deep_links",
  {
    id: text().primaryKey(),
    flow: text().notNull(),
    serviceId: uuid().references(() => services.id),
    utm: jsonb().$type<Utm>().notNull(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    /** The bot was first started from it. */
    subscribedAt: moment(),
  },
  (t) => [check("deep_links_id", sql`${t.id} ~ '^[0-9A-Za-z]{8}$'`), index("deep_links_expiry").on(t.expiresAt)],
);

/** A private chat with the bot: the contact is its number. Destroyed whole. */
export const chats = pgTable(
  "telegram_chats",
  {
    id: id(),
    encryptedContactValue: text().notNull(),
    contactFingerprint: text().notNull(),
    fingerprintKid: text().notNull(),
    conversation: jsonb().$type<Conversation>().notNull(),
    createdAt: moment().notNull(),
    heardAt: moment().notNull(),
    blockedAt: moment(),
    forgetAfterReplyAt: moment(),
  },
  (t) => [
    uniqueIndex("telegram_chats_fingerprint").on(t.contactFingerprint),
    index("telegram_chats_heard").on(t.heardAt),
    index("telegram_chats_forget").on(t.forgetAfterReplyAt).where(sql`${t.forgetAfterReplyAt} is not null`),
  ],
);

export const chatId = () =>
  uuid()
    .notNull()
    .references(() => chats.id, { onDelete: "cascade" });

/** The name of a chat's person, as the messenger last told it. */
export const chatNames = pgTable(
  "telegram_names",
  {
    id: id(),
    chatId: chatId().unique(),
    encryptedContactValue: text().notNull(),
    contactFingerprint: text().notNull(),
    fingerprintKid: text().notNull(),
  },
  (t) => [uniqueIndex("telegram_names_fingerprint").on(t.contactFingerprint)],
);

/** Unanswered updates of chats; deleted once answered. */
export const chatUpdates = pgTable(
  "telegram_updates",
  {
    id: id(),
    chatId: chatId(),
    updateId: bigint({ mode: "number" }).notNull(),
    event: jsonb().$type<ChatEvent>().notNull(),
    receivedAt: moment().notNull(),
  },
  (t) => [index("telegram_updates_chat").on(t.chatId, t.updateId)],
);

export const chatMessages = pgTable(
  "telegram_messages",
  {
    id: id(),
    chatId: chatId(),
    byName: boolean().notNull().default(false),
    position: bigint({ mode: "number" }).generatedAlwaysAsIdentity(),
    /** What this message answers, e.g. `update/<number>`: two jobs about it make one message. */
    dedupeKey: text().notNull().unique(),
    message: jsonb().$type<ChatMessage>().notNull(),
    /** What the person answered by a button. */
    answer: text().$type<PreparedAnswer>(),
    createdAt: moment().notNull(),
    claimedBy: text(),
    claimedAt: moment(),
    sentAt: moment(),
    failedAt: moment(),
    errorCode: text(),
    attempts: integer().notNull().default(0),
  },
  (t) => [
    index("telegram_messages_chat").on(t.chatId, t.position),
    index("telegram_messages_created").on(t.createdAt),
    // What was said about a request is looked for by how the key begins.
    index("telegram_messages_about").on(t.dedupeKey.op("text_pattern_ops")),
  ],
);
