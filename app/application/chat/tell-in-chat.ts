import type { Clock, Ids } from "#app/application/ports/clock.ts";
import { type Database, PutOffError } from "#app/application/ports/database.ts";
import { CHANNELS } from "#app/domain/channel.ts";
import type { ChatNote } from "#app/domain/chat/chat-message.ts";
import { isMessenger } from "#app/domain/chat/messenger.ts";
import { PERSON_PAUSE_MS } from "#app/domain/mail/mail.ts";
import { undoableUntil } from "#app/domain/people/operator-work.ts";
import { isRepeatUntold, type WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { addMessage } from "./add-message.ts";

type Command = { requestId: string; about: "confirmation" | "contacted" | "repeated" };
type About = Command["about"];

/** Tells a person about their request in their chat, if they chose a messenger and opened one. */
export class TellInChatUseCase {
  readonly #parts: { database: Database; ids: Ids; clock: Clock };

  constructor(parts: { database: Database; ids: Ids; clock: Clock }) {
    this.#parts = parts;
  }

  /** Idempotent. Throws `PutOffError` when the message may be sent only later. */
  async execute({ requestId, about }: Command): Promise<void> {
    const { database, ids, clock } = this.#parts;
    await database.transaction(async (repositories) => {
      const { waitlistRequests, practice, chatMessages } = repositories;
      const request = await waitlistRequests.find(requestId);
      if (!request || !isMessenger(request.preferredContactMethod)) return;
      const toldAt = about === "repeated" ? await chatMessages.lastTold(requestId, about) : null;
      if (!isDue(request, about, toldAt)) return;
      const contact = await waitlistRequests.contactOf(requestId);
      if (!contact) return;
      const earliest = earliestOf(request, about, toldAt);
      if (earliest && earliest > clock()) throw new PutOffError(earliest);
      const { service } = await practice.serviceOf(request.serviceId);
      const note = noteOf(request, about, service.title);
      const subject = { about, waitlistRequestId: requestId, occasion: occasionOf(request, about, toldAt) };
      await addMessage(repositories, contact, { subject, note }, { ids, now: clock() });
    });
  }
}

/** A request made in the chat was answered there at once. */
function isDue(request: WaitlistRequest, about: About, toldAt: Date | null): boolean {
  const { status, source, quarantinedAt } = request;
  switch (about) {
    case "confirmation":
      return quarantinedAt === null && status !== "closed" && !CHANNELS[source].inChat;
    case "contacted":
      return quarantinedAt === null && status === "contacted";
    case "repeated":
      return isRepeatUntold(request, toldAt);
  }
}

/** An operator's act is told when undo is no longer possible, a repeat after the pause. */
function earliestOf(request: WaitlistRequest, about: About, toldAt: Date | null): Date | null {
  if (about === "repeated") return toldAt && new Date(toldAt.getTime() + PERSON_PAUSE_MS);
  const until = about === "contacted" ? undoableUntil(request) : null;
  return until && new Date(until.getTime() + 1);
}

function noteOf({ id: requestId }: WaitlistRequest, about: About, serviceTitle: string): ChatNote {
  return about === "repeated" ? { about, requestId, serviceTitle } : { about, serviceTitle };
}

/** One confirmation, one message for each time the person was contacted, one message for each repeat after the last one reported. */
function occasionOf({ contactedAt }: WaitlistRequest, about: About, toldAt: Date | null): string {
  const last = { confirmation: null, contacted: contactedAt, repeated: toldAt }[about];
  return last?.toISOString() ?? "first";
}
