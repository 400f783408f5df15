import type { Clock } from "#app/application/ports/clock.ts";
import { type Database, UndecryptableError } from "#app/application/ports/database.ts";
import type { ListPlace } from "#app/application/ports/people.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import { REQUEST_STATUSES, type WaitlistRequest } from "#app/domain/waitlist-request.ts";

/** Each page is a transaction of its own: visitors of the embedded database wait for one page at most. */
const ROWS_AT_ONCE = 100;

/** `beside`: the contact that the practice keeps beside the first. */
export type ExportedPerson = {
  request: WaitlistRequest;
  serviceTitle: string;
  contact: Contact | "unreadable";
  beside: Contact | "unreadable" | null;
};
export type PeopleExport = { people: ExportedPerson[]; timeZone: string };

/** Everybody whose contact is stored, suspects apart, for the practice's own use. The audit log records who took it. */
export class ExportPeopleUseCase {
  readonly #parts: { database: Database; clock: Clock };

  constructor(parts: { database: Database; clock: Clock }) {
    this.#parts = parts;
  }

  async execute({ operatorId }: { operatorId: string }): Promise<PeopleExport> {
    const { database, clock } = this.#parts;
    const people = await this.#all();
    return database.transaction(async ({ practice, deskAudit }) => {
      const details = { people: String(people.length) };
      await deskAudit.record({ operatorId, action: "people_exported", at: clock(), details });
      return { people, timeZone: (await practice.settings()).timeZone };
    });
  }

  /** In the order of statuses. A request whose status changes meanwhile keeps its place, and one that is read twice counts once. */
  async #all(): Promise<ExportedPerson[]> {
    const people = new Map<string, ExportedPerson>();
    let after: ListPlace | null = null;
    do {
      const page = await this.#page(after);
      for (const person of page.people) people.set(person.request.id, person);
      after = page.last;
    } while (after !== null);
    const order = ({ request }: ExportedPerson) => REQUEST_STATUSES.indexOf(request.status);
    return [...people.values()].sort((one, other) => order(one) - order(other));
  }

  #page(after: ListPlace | null): Promise<{ people: ExportedPerson[]; last: ListPlace | null }> {
    return this.#parts.database.transaction(async ({ desk, waitlistRequests, leads }) => {
      const listed = await desk.list({ statuses: REQUEST_STATUSES }, after, ROWS_AT_ONCE);
      const people: ExportedPerson[] = [];
      for (const { request, serviceTitle } of listed) {
        const contact = await orUnreadable(waitlistRequests.contactOf(request.id));
        if (contact === null) continue;
        const beside = request.leadId === null ? null : await orUnreadable(leads.besideOf(request.leadId));
        people.push({ request, serviceTitle, contact, beside });
      }
      return { people, last: listed.length < ROWS_AT_ONCE ? null : (listed.at(-1)?.request ?? null) };
    });
  }
}

async function orUnreadable(reading: Promise<Contact | null>): Promise<Contact | "unreadable" | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UndecryptableError) return "unreadable";
    throw error;
  }
}
