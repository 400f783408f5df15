import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import type { ChatNote } from "#app/domain/chat/chat-message.ts";

type Told = { requestId: string; about: "offer" | "hour_news" | "ask_to_wait"; occasion: string; note: ChatNote };

/** Tells a person in their open chat, once per occasion. Without a chat, nobody is told. */
export async function tellInOpenChat(
  { waitlistRequests, chats, chatMessages, jobs }: Repositories,
  { ids, clock }: OfferParts,
  { requestId, about, occasion, note }: Told,
): Promise<void> {
  const contact = await waitlistRequests.contactOf(requestId);
  const chat = contact && contact.method !== "email" ? await chats.findOpen(contact) : null;
  if (!chat) return;
  const subject = { about, waitlistRequestId: requestId, occasion };
  const message = { note, question: null };
  await chatMessages.add([{ id: ids.uuid(), ...chat, ...subject, message, createdAt: clock() }]);
  await jobs.enqueue([{ name: "answer-chat", data: { chatId: chat.chatId } }]);
}
