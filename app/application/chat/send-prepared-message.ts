import type { ActParts } from "#app/application/people/act-on-request.ts";
import type { PreparedMessage } from "#app/domain/chat/prepared-message.ts";
import { happened } from "#app/domain/lead.ts";
import { localDateOf } from "#app/domain/timetable/local-time.ts";

type Command = { requestId: string; operatorId: string; prepared: PreparedMessage };
/** `no-chat`: none is open, the bot is blocked, or the request is closed. `sent-today`: this message was sent today. */
export type SendPreparedOutcome =
  | { status: "done" }
  | { status: "unknown" }
  | { status: "no-chat" }
  | { status: "sent-today" };

/** An operator sends one of a few prepared messages, with buttons for the answer, to a person's chat. */
export class SendPreparedMessageUseCase {
  readonly #parts: ActParts;

  constructor(parts: ActParts) {
    this.#parts = parts;
  }

  execute({ requestId, operatorId, prepared }: Command): Promise<SendPreparedOutcome> {
    const { database, ids, clock } = this.#parts;
    return database.transaction(async (repositories) => {
      const { waitlistRequests, practice, chats, chatMessages, timeline, deskAudit, jobs } = repositories;
      const request = await waitlistRequests.hold(requestId);
      if (!request?.leadId || request.quarantinedAt) return { status: "unknown" };
      const contact = request.status === "closed" ? null : await waitlistRequests.contactOf(requestId);
      const chat = contact && (await chats.findOpen(contact));
      if (!chat) return { status: "no-chat" };

      const at = clock();
      const { service, practice: own } = await practice.serviceOf(request.serviceId);
      const about = { serviceTitle: service.title, serviceSlug: service.slug };
      const occasion = `${prepared}/${localDateOf(at, own.timeZone)}`;
      const subject = { about: "prepared", waitlistRequestId: requestId, occasion } as const;
      const note = { about: "prepared", prepared, requestId, ...about } as const;
      const message = { note, question: null };
      const added = await chatMessages.add([{ id: ids.uuid(), ...chat, ...subject, message, createdAt: at }]);
      if (added === 0) return { status: "sent-today" };

      const details = { message: prepared };
      const sent = { name: "message_sent", properties: { service_slug: service.slug, ...details } } as const;
      await timeline.append(happened(request, sent, "admin", { id: ids.uuid(), at }));
      const person = { kind: "request", id: requestId } as const;
      await deskAudit.record({ operatorId, action: "message_sent", subject: person, at, details });
      await jobs.enqueue([{ name: "answer-chat", data: { chatId: chat.chatId } }]);
      return { status: "done" };
    });
  }
}
