import { undoableUntil } from "#app/domain/operator-work.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { type Clock, type Database, type Ids, PutOffError } from "./ports.ts";

type Command = { requestId: string; about: "confirmation" | "contacted" };

/** Tells a person about their request in the chat that they opened, if they chose Telegram and opened one. */
export class TellInChatUseCase {
  readonly #parts: { database: Database; ids: Ids; clock: Clock };

  constructor(parts: { database: Database; ids: Ids; clock: Clock }) {
    this.#parts = parts;
  }

  /** A second time is as good as the first. Throws `PutOffError` while the operator may still take their act back. */
  async execute({ requestId, about }: Command): Promise<void> {
    const { database, ids, clock } = this.#parts;
    await database.transaction(async ({ waitlistRequests, practice, chats, chatMessages, jobs }) => {
      const request = await waitlistRequests.find(requestId);
      if (request?.preferredContactMethod !== "telegram" || !isDue(request, about)) return;
      const until = about === "contacted" ? undoableUntil(request) : null;
      if (until && until >= clock()) throw new PutOffError(new Date(until.getTime() + 1));
      const contact = await waitlistRequests.contactOf(requestId);
      const chat = contact && (await chats.findOpen(contact));
      if (!chat) return;
      const { service } = await practice.serviceOf(request.serviceId);
      const message = { note: { about, serviceTitle: service.title }, question: null };
      const answered = about === "contacted" && request.contactedAt ? [request.contactedAt.toISOString()] : [];
      const dedupeKey = [about, requestId, ...answered].join("/");
      await chatMessages.add([{ id: ids.uuid(), ...chat, dedupeKey, message, createdAt: clock() }]);
      await jobs.enqueue([{ name: "answer-chat", data: { chatId: chat.chatId } }]);
    });
  }
}

/** Who asked in the chat was answered there at once. */
function isDue({ status, source, quarantinedAt }: WaitlistRequest, about: Command["about"]): boolean {
  if (quarantinedAt) return false;
  return about === "contacted" ? status === "contacted" : status !== "closed" && source !== "telegram";
}
