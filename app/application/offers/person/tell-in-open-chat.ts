import { addMessage } from "#app/application/chat/add-message.ts";
import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import type { ChatNote } from "#app/domain/chat/chat-message.ts";

type Told = { requestId: string; about: "offer" | "hour_news" | "ask_to_wait"; occasion: string; note: ChatNote };

/** Tells a person in their chat, once per occasion. Returns whether there is a way to write to them: a chat, or mail. */
export async function tellInOpenChat(
  repositories: Repositories,
  { ids, clock }: OfferParts,
  { requestId, about, occasion, note }: Told,
): Promise<boolean> {
  const contact = await repositories.waitlistRequests.contactOf(requestId);
  if (!contact || contact.method === "email") return true;
  const subject = { about, waitlistRequestId: requestId, occasion };
  return addMessage(repositories, contact, { subject, note }, { ids, now: clock() });
}
