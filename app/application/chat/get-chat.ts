import type { ChatState, PreparedRow } from "#app/application/ports/chat.ts";
import type { Database } from "#app/application/ports/database.ts";

export type ChatHistory = {
  serviceTitle: string;
  state: ChatState;
  /** Newest first. */
  sent: PreparedRow[];
  timeZone: string;
};

/** Whether a request's person can be reached in a chat, and the messages so far. */
export class GetChatQuery {
  readonly #database: Database;

  constructor(parts: { database: Database }) {
    this.#database = parts.database;
  }

  execute(requestId: string): Promise<ChatHistory | null> {
    return this.#database.transaction(async ({ waitlistRequests, practice, chats, chatMessages }) => {
      const request = await waitlistRequests.find(requestId);
      if (!request?.leadId || request.quarantinedAt) return null;
      const { service, practice: own } = await practice.serviceOf(request.serviceId);
      return {
        serviceTitle: service.title,
        state: request.status === "closed" ? "none" : await chats.stateFor(requestId),
        sent: await chatMessages.preparedFor(requestId),
        timeZone: own.timeZone,
      };
    });
  }
}
