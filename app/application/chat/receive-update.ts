import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { ChatEvent } from "#app/domain/chat/conversation.ts";
import type { Contact } from "#app/domain/contact/contact.ts";

/** `updateId` is Telegram's number of it; `name` is whom Telegram says this is, if they have a name. */
export type ReceiveUpdateCommand = { updateId: number; contact: Contact; name: Contact | null; event: ChatEvent };

/** Stores an update once and leaves the answer to a job, so that the messenger never waits. */
export class ReceiveUpdateUseCase {
  readonly #parts: { database: Database; ids: Ids; clock: Clock };

  constructor(parts: { database: Database; ids: Ids; clock: Clock }) {
    this.#parts = parts;
  }

  /** Throws `UnavailableError`: then nothing was taken, and Telegram tells it again. */
  execute({ updateId, contact, name, event }: ReceiveUpdateCommand): Promise<{ status: "received" | "duplicate" }> {
    const { database, ids, clock } = this.#parts;
    return database.transaction(async ({ receipts, chats, jobs }) => {
      const now = clock();
      if (!(await receipts.takeOnce("telegram", String(updateId), now))) return { status: "duplicate" };
      const chatId = await chats.open({ id: ids.uuid(), nameId: ids.uuid(), contact, name, now });
      if (event.kind !== "blocked") await chats.forgetAfterReply(chatId, null);
      await chats.addUpdate(chatId, { id: ids.uuid(), updateId, event, receivedAt: now });
      await jobs.enqueue([{ name: "answer-chat", data: { chatId } }]);
      return { status: "received" };
    });
  }
}
