import type { Clock } from "#app/application/ports/clock.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { StoredRecords } from "#app/application/ports/privacy.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";

export type StoredData = { exportedAt: Date; request: WaitlistRequest; contact: Contact | null } & StoredRecords & {
    /** The one that the practice keeps beside it. */
    contactBeside: Contact | null;
  };

/** A request with everything stored about it, its contacts decrypted. */
export async function storedDataOf(
  { waitlistRequests, leads, retention }: Repositories,
  request: WaitlistRequest,
  exportedAt: Date,
): Promise<StoredData> {
  const contact = await waitlistRequests.contactOf(request.id);
  const { leadId } = request;
  const contactBeside = leadId !== null && (await leads.isKnownBy(request)) ? await leads.besideOf(leadId) : null;
  return { exportedAt, request, contact, contactBeside, ...(await retention.stored(request)) };
}

/** `data` is the file; the rest is for a page about it. */
export type StoredOutcome =
  | { status: "stored"; data: StoredData; serviceTitle: string; timeZone: string }
  | { status: "unknown-link" };

/** Everything stored about a person, for themselves, by their private link. */
export class GetStoredDataQuery {
  readonly #parts: { database: Database; links: PrivateLinks; clock: Clock };

  constructor(parts: { database: Database; links: PrivateLinks; clock: Clock }) {
    this.#parts = parts;
  }

  execute(token: string): Promise<StoredOutcome> {
    const { database, links, clock } = this.#parts;
    return database.transaction(async (repositories) => {
      const request = await repositories.waitlistRequests.findByTokenHash(links.hash(token));
      if (!request || request.status === "closed") return { status: "unknown-link" };
      const { service, practice } = await repositories.practice.serviceOf(request.serviceId);
      const data = await storedDataOf(repositories, request, clock());
      return { status: "stored", data, serviceTitle: service.title, timeZone: practice.timeZone };
    });
  }
}
