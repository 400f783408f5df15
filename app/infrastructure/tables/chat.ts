import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { MessageSubject } from "#app/domain/chat/chat-message.ts";
import { MESSENGERS } from "#app/domain/chat/messenger.ts";
import type { PreparedAnswer } from "#app/domain/chat/prepared-message.ts";
import { id, moment } from "./columns.ts";
import { availabilitySlots, services } from "./timetable.ts";
import { waitlistRequests } from "./waitlist.ts";

export const messenger = pgEnum("messenger", MESSENGERS);

export const deepLinks = pgTable(
  "deep_links",
  {
    id: text().primaryKey(),
    serviceId: uuid().references(() => services.id),
    /** The free hour that the visitor had before them. */
    slotId: uuid().references(() => availabilitySlots.id, { onDelete: "set null" }),
    utm: jsonb().notNull(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
    /** The bot was first started from it. */
    subscribedAt: moment(),
  },
  (t) => [check("deep_links_id", sql`${t.id} ~ '^[0-9A-Za-z]{8}$'`), index("deep_links_expiry").on(t.expiresAt)],
);

/** A private chat with the bot: the contact is its number. Destroyed whole. */
export const chats = pgTable(
  "chats",
  {
    id: id(),
    messenger: messenger().notNull(),
    encryptedContactValue: text().notNull(),
    contactFingerprint: text().notNull(),
    fingerprintKid: text().notNull(),
    conversation: jsonb().notNull(),
    createdAt: moment().notNull(),
    heardAt: moment().notNull(),
    blockedAt: moment(),
    forgetAfterReplyAt: moment(),
  },
  (t) => [
    uniqueIndex("chats_fingerprint").on(t.contactFingerprint, t.messenger),
    index("chats_heard").on(t.heardAt),
    index("chats_forget").on(t.forgetAfterReplyAt).where(sql`${t.forgetAfterReplyAt} is not null`),
  ],
);

export const chatId = () =>
  uuid()
    .notNull()
    .references(() => chats.id, { onDelete: "cascade" });

/** The name of a chat's person, as the messenger last told it. */
export const chatNames = pgTable(
  "chat_names",
  {
    id: id(),
    chatId: chatId().unique(),
    encryptedContactValue: text().notNull(),
    contactFingerprint: text().notNull(),
    fingerprintKid: text().notNull(),
  },
  (t) => [uniqueIndex("chat_names_fingerprint").on(t.contactFingerprint)],
);

/** Unanswered updates of chats; deleted once answered. */
export const chatUpdates = pgTable(
  "chat_updates",
  {
    id: id(),
    chatId: chatId(),
    updateId: bigint({ mode: "number" }).notNull(),
    event: jsonb().notNull(),
    receivedAt: moment().notNull(),
  },
  (t) => [index("chat_updates_chat").on(t.chatId, t.updateId)],
);

export const chatMessages = pgTable(
  "chat_messages",
  {
    id: id(),
    chatId: chatId(),
    byName: boolean().notNull().default(false),
    position: bigint({ mode: "number" }).generatedAlwaysAsIdentity(),
    about: text().$type<MessageSubject["about"]>().notNull(),
    waitlistRequestId: uuid().references(() => waitlistRequests.id, { onDelete: "cascade" }),
    occasion: text().notNull(),
    message: jsonb().notNull(),
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
    index("chat_messages_chat").on(t.chatId, t.position),
    index("chat_messages_created").on(t.createdAt),
    index("chat_messages_unsent").on(t.createdAt).where(sql`${t.sentAt} is null and ${t.failedAt} is null`),
    index("chat_messages_failed").on(t.failedAt).where(sql`${t.failedAt} is not null`),
    uniqueIndex("chat_messages_reply").on(t.chatId, t.occasion).where(sql`${t.waitlistRequestId} is null`),
    uniqueIndex("chat_messages_about")
      .on(t.waitlistRequestId, t.about, t.occasion)
      .where(sql`${t.waitlistRequestId} is not null`),
    check("chat_messages_reply_whole", sql`(${t.about} = 'reply') = (${t.waitlistRequestId} is null)`),
  ],
);
