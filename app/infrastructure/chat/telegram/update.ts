import { z } from "zod";
import type { ReceiveUpdateCommand } from "#app/application/chat/receive-update.ts";
import { pressOf } from "#app/domain/chat/concierge-buttons.ts";
import type { ChatEvent } from "#app/domain/chat/conversation.ts";
import { chatContact } from "#app/domain/contact/contact.ts";
import { parseContact } from "#app/domain/contact/read-contact.ts";
import { heardIn } from "#app/infrastructure/chat/heard.ts";

/** https://core.telegram.org/bots/api#update, as far as the concierge looks. In a private chat its number is the person's. */
const privateChat = z.object({ id: z.int().positive(), type: z.literal("private") });
const person = z.object({ is_bot: z.literal(false), username: z.string().optional().catch(undefined) });
/** A private chat has topics where the bot's owner switched them on. */
const topic = z.int().positive().optional().catch(undefined);
const updateSchema = z.intersection(
  z.object({ update_id: z.int() }),
  z.union([
    z.object({
      message: z.object({ chat: privateChat, from: person, text: z.string().catch(""), message_thread_id: topic }),
    }),
    z.object({
      callback_query: z.object({
        id: z.string().regex(/^[\w-]{1,64}$/),
        from: person,
        message: z.object({ chat: privateChat, message_thread_id: topic }),
        data: z.string().catch(""),
      }),
    }),
    z.object({
      my_chat_member: z.object({ chat: privateChat, from: person, new_chat_member: z.object({ status: z.string() }) }),
    }),
  ]),
);

/** An update of a person's own chat with the bot, without a word that they wrote; `null` for anything else, such as a group. */
export function readTelegramUpdate(json: unknown): ReceiveUpdateCommand | null {
  const parsed = updateSchema.safeParse(json);
  if (!parsed.success) return null;
  const update = parsed.data;
  if ("message" in update) {
    const { chat, from, text, message_thread_id } = update.message;
    return { ...about(update.update_id, chat, from), event: { ...heardIn(text), ...inTopic(message_thread_id) } };
  }
  if ("callback_query" in update) {
    const { id: callbackId, message, from, data } = update.callback_query;
    const event: ChatEvent = {
      kind: "press",
      press: pressOf(data),
      callbackId,
      ...inTopic(message.message_thread_id),
    };
    return { ...about(update.update_id, message.chat, from), event };
  }
  const { chat, from, new_chat_member } = update.my_chat_member;
  return {
    ...about(update.update_id, chat, from),
    event: { kind: new_chat_member.status === "kicked" ? "blocked" : "unblocked" },
  };
}

function about(updateId: number, { id }: z.infer<typeof privateChat>, { username }: z.infer<typeof person>) {
  const name = username ? parseContact("telegram", username) : null;
  return { updateId, contact: chatContact("telegram", id), name: name?.ok ? name.contact : null };
}

const inTopic = (topic: number | undefined) => (topic === undefined ? {} : { topic });
