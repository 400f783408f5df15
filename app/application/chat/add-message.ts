import type { Ids } from "#app/application/ports/clock.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import type { ChatNote, MessageSubject } from "#app/domain/chat/chat-message.ts";
import type { Contact } from "#app/domain/contact/contact.ts";

type Told = { subject: Exclude<MessageSubject, { about: "reply" }>; note: ChatNote };
type At = { ids: Ids; now: Date };

/**
 * Puts a message into the person's open chat, once per occasion. Where they stopped the bot it is recorded as not delivered, so that
 * an operator tells them. Returns whether there is a chat: without one, nobody is told.
 */
export async function addMessage(
  { chats, chatMessages, jobs }: Repositories,
  contact: Contact,
  { subject, note }: Told,
  { ids, now }: At,
): Promise<boolean> {
  const open = await chats.findOpen(contact);
  const chat = open ?? (await chats.findStopped(contact));
  if (!chat) return false;
  const id = ids.uuid();
  const added = await chatMessages.add([
    { id, ...chat, ...subject, message: { note, question: null }, createdAt: now },
  ]);
  if (open) await jobs.enqueue([{ name: "answer-chat", data: { chatId: open.chatId } }]);
  else if (added > 0) await chatMessages.markFailed(id, { code: "blocked", at: now, final: true });
  return true;
}
