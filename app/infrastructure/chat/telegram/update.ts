import { z } from "zod";
import { pressOf } from "#app/domain/chat/concierge-buttons.ts";
import { CHAT_COMMANDS, type ChatEvent } from "#app/domain/chat/conversation.ts";
import { deepLinkIdIn } from "#app/domain/chat/start-link.ts";
import { type Contact, chatContact, parseContact } from "#app/domain/contact/contact.ts";

/** https://core.telegram.org/bots/api#update, as far as the concierge looks. In a private chat its number is the person's. */
const privateChat = z.object({ id: z.int().positive(), type: z.literal("private") });
const person = z.object({ is_bot: z.literal(false), username: z.string().optional().catch(undefined) });
const updateSchema = z.intersection(
  z.object({ update_id: z.int() }),
  z.union([
    z.object({ message: z.object({ chat: privateChat, from: person, text: z.string().catch("") }) }),
    z.object({
      callback_query: z.object({
        id: z.string().regex(/^[\w-]{1,64}$/),
        from: person,
        message: z.object({ chat: privateChat }),
        data: z.string().catch(""),
      }),
    }),
    z.object({
      my_chat_member: z.object({ chat: privateChat, from: person, new_chat_member: z.object({ status: z.string() }) }),
    }),
  ]),
);

export type ReadUpdate = { updateId: number; contact: Contact; name: Contact | null; event: ChatEvent };

/** An update of a person's own chat with the bot, without a word that they wrote; `null` for anything else, such as a group. */
export function readTelegramUpdate(json: unknown): ReadUpdate | null {
  const parsed = updateSchema.safeParse(json);
  if (!parsed.success) return null;
  const update = parsed.data;
  if ("message" in update) {
    const { chat, from, text } = update.message;
    return { ...about(update.update_id, chat, from), event: eventIn(text) };
  }
  if ("callback_query" in update) {
    const { id: callbackId, message, from, data } = update.callback_query;
    const event: ChatEvent = { kind: "press", press: pressOf(data), callbackId };
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
  return { updateId, contact: chatContact(id), name: name?.ok ? name.contact : null };
}

/** Of what a person wrote, a command of ours; of anything else only that they wrote. */
function eventIn(text: string): ChatEvent {
  const [, name, payload = ""] = /^\/([a-z]{1,32})(?:@\w+)?(?:\s+(\S+))?\s*$/.exec(text) ?? [];
  if (name === "start") return { kind: "start", deepLinkId: deepLinkIdIn(payload) };
  const command = CHAT_COMMANDS.find((each) => each === name);
  return command ? { kind: "command", command } : { kind: "text" };
}
