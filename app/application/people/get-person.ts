import type { ChatState } from "#app/application/ports/chat.ts";
import type { Clock } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { OfferMarks } from "#app/application/ports/offers.ts";
import type { GivenConsent, LatestAnswer, PersonsRequest, TimelineRow } from "#app/application/ports/people.ts";
import type { ContactMethod } from "#app/domain/contact/contact.ts";
import type { Delivery } from "#app/domain/people/delivery.ts";
import { undoableUntil } from "#app/domain/people/operator-work.ts";

/** More than anybody reads; older entries are in the export. */
const TIMELINE_SHOWN = 200;

export type PersonRecord = {
  /** The opened request. */
  opened: PersonsRequest;
  /** The person's other requests, newest first. */
  others: PersonsRequest[];
  /** Newest first. A suspect has none. */
  timeline: TimelineRow[];
  consents: GivenConsent[];
  /** What was sent to them, or is to be, by which channel; newest first. */
  deliveries: Delivery[];
  /** Whether the bot can write to them, as far as the messenger has told. */
  chat: ChatState;
  /** The contact that is kept beside the first, by its method; `null`: there is none. */
  beside: { method: ContactMethod; since: Date } | null;
  /** What the person of the opened request answered in a chat, where no operator has acted since. */
  answer: LatestAnswer | null;
  /** Free time is offered to them before everybody else. */
  putFirst: OfferMarks["putFirst"];
  timeZone: string;
  now: Date;
  /** Until when the operator's last act can be undone; `null` when it cannot. */
  undoableUntil: Date | null;
};

/** A person for the desk: everything but the contact. */
export class GetPersonQuery {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  execute(requestId: string): Promise<PersonRecord | null> {
    const { database, clock } = this.#parts;
    return database.transaction(async ({ waitlistRequests, leads, desk, deliveries, line, practice, chats }) => {
      const request = await waitlistRequests.find(requestId);
      if (!request) return null;
      const requests = await desk.requestsOfPerson(request);
      const opened = requests.find((each) => each.request.id === requestId);
      if (!opened) throw new Error("a request is among those of its person");
      const ids = requests.map((each) => each.request.id);
      const now = clock();
      const until = undoableUntil(opened.request);
      return {
        opened,
        others: requests.filter((each) => each !== opened),
        timeline: request.leadId ? await desk.timeline(request.leadId, TIMELINE_SHOWN) : [],
        consents: await desk.consents(ids),
        deliveries: await deliveries.ofRequests(ids),
        chat: request.status === "closed" ? "none" : await chats.stateFor(requestId),
        beside: request.leadId === null ? null : await leads.besideNamed(request.leadId),
        answer: (await desk.latestAnswers([requestId])).get(requestId) ?? null,
        putFirst: request.status === "closed" ? null : await line.putFirstOf(requestId),
        timeZone: (await practice.settings()).timeZone,
        now,
        undoableUntil: until && until >= now ? until : null,
      };
    });
  }
}
