import type { Clock, Ids } from "#app/application/ports/clock.ts";
import { type Database, PutOffError } from "#app/application/ports/database.ts";
import type { ChatNote } from "#app/domain/chat/chat-message.ts";
import { undoableUntil } from "#app/domain/people/operator-work.ts";
import { isRepeatUntold, type WaitlistRequest } from "#app/domain/waitlist-request.ts";

type Command = { requestId: string; about: "confirmation" | "contacted" | "repeated" };
type About = Command["about"];

/** Of repeats a person is told once in this time, as by mail. */
const REPEAT_PAUSE_MS = 24 * 60 * 60 * 1000;

/** Tells a person about their request in the chat that they opened, if they chose Telegram and opened one. */
export class TellInChatUseCase {
  readonly #parts: { database: Database; ids: Ids; clock: Clock };

  constructor(parts: { database: Database; ids: Ids; clock: Clock }) {
    this.#parts = parts;
  }

  /** Idempotent. Throws `PutOffError` when the message may be sent only later. */
  async execute({ requestId, about }: Command): Promise<void> {
    const { database, ids, clock } = this.#parts;
    await database.transaction(async ({ waitlistRequests, practice, chats, chatMessages, jobs }) => {
      const request = await waitlistRequests.find(requestId);
      if (request?.preferredContactMethod !== "telegram") return;
      const toldAt = about === "repeated" ? await chatMessages.lastTold(requestId, about) : null;
      if (!isDue(request, about, toldAt)) return;
      const contact = await waitlistRequests.contactOf(requestId);
      const chat = contact && (await chats.findOpen(contact));
      if (!chat) return;
      const earliest = earliestOf(request, about, toldAt);
      if (earliest && earliest > clock()) throw new PutOffError(earliest);
      const { service } = await practice.serviceOf(request.serviceId);
      const message = { note: noteOf(request, about, service.title), question: null };
      const dedupeKey = [about, requestId, ...recurrenceOf(request, about, toldAt)].join("/");
      await chatMessages.add([{ id: ids.uuid(), ...chat, dedupeKey, message, createdAt: clock() }]);
      await jobs.enqueue([{ name: "answer-chat", data: { chatId: chat.chatId } }]);
    });
  }
}

/** A request made in the chat was answered there at once. */
function isDue(request: WaitlistRequest, about: About, toldAt: Date | null): boolean {
  const { status, source, quarantinedAt } = request;
  switch (about) {
    case "confirmation":
      return quarantinedAt === null && status !== "closed" && source !== "telegram";
    case "contacted":
      return quarantinedAt === null && status === "contacted";
    case "repeated":
      return isRepeatUntold(request, toldAt);
  }
}

/** An operator's act is told when undo is no longer possible, a repeat after the pause. */
function earliestOf(request: WaitlistRequest, about: About, toldAt: Date | null): Date | null {
  if (about === "repeated") return toldAt && new Date(toldAt.getTime() + REPEAT_PAUSE_MS);
  const until = about === "contacted" ? undoableUntil(request) : null;
  return until && new Date(until.getTime() + 1);
}

function noteOf({ id: requestId }: WaitlistRequest, about: About, serviceTitle: string): ChatNote {
  return about === "repeated" ? { about, requestId, serviceTitle } : { about, serviceTitle };
}

function recurrenceOf({ contactedAt }: WaitlistRequest, about: About, toldAt: Date | null): string[] {
  if (about === "repeated") return ["after", toldAt?.toISOString() ?? "none"];
  return about === "contacted" && contactedAt ? [contactedAt.toISOString()] : [];
}
