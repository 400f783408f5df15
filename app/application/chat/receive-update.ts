import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { ChatEvent } from "#app/domain/chat/conversation.ts";
import type { ChatContact, Contact } from "#app/domain/contact/contact.ts";

/**
 * `updateId` is the messenger's number, or its time; `receipt`: what tells the update apart where a time does not; `name` is the
 * sender's name there, if any.
 */
export type ReceiveUpdateCommand = {
  updateId: number;
  receipt?: string | undefined;
  contact: ChatContact;
  name: Contact | null;
  event: ChatEvent;
};

/** Stores an update once and leaves the answer to a job, so that the messenger never waits. */
export class ReceiveUpdateUseCase {
  readonly #parts: { database: Database; ids: Ids; clock: Clock };

  constructor(parts: { database: Database; ids: Ids; clock: Clock }) {
    this.#parts = parts;
  }

  /** Throws `UnavailableError`: nothing was stored, and the messenger retries. */
  execute(update: ReceiveUpdateCommand): Promise<{ status: "received" | "duplicate" }> {
    const { updateId, receipt = String(updateId), contact, name, event } = update;
    const { database, ids, clock } = this.#parts;
    return database.transaction(async ({ receipts, chats, jobs }) => {
      const now = clock();
      if (!(await receipts.takeOnce(contact.method, receipt, now))) return { status: "duplicate" };
      const chatId = await chats.open({ id: ids.uuid(), nameId: ids.uuid(), contact, name, now });
      if (event.kind !== "blocked") await chats.forgetAfterReply(chatId, null);
      await chats.addUpdate(chatId, { id: ids.uuid(), updateId, event, receivedAt: now });
      await jobs.enqueue([{ name: "answer-chat", data: { chatId } }]);
      return { status: "received" };
    });
  }
}
