import type { Database } from "#app/application/ports/database.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import type { Visit } from "#app/domain/visit.ts";
import type { DestroyContactsUseCase } from "./destroy-contacts.ts";
import type { WithdrawConsentUseCase } from "./withdraw-consent.ts";

type Parts = {
  database: Database;
  links: PrivateLinks;
  withdrawConsent: WithdrawConsentUseCase;
  destroyContacts: DestroyContactsUseCase;
};

/** The person erases their contact at once and for good. Their other active requests stay: each has its own link. */
export class EraseRequestUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute({
    token,
    visit,
  }: {
    token: string;
    visit: Visit;
  }): Promise<{ status: "erased" } | { status: "unknown-link" }> {
    const { database, links, withdrawConsent, destroyContacts } = this.#parts;
    return database.transaction(async (repositories) => {
      const request = await repositories.waitlistRequests.findByTokenHash(links.hash(token));
      if (!request) return { status: "unknown-link" };
      await withdrawConsent.execute(repositories, { request, source: "web", visit });
      const requests = await repositories.retention.holdersOfContact(request);
      await destroyContacts.execute(repositories, { requests, reason: "requested" });
      return { status: "erased" };
    });
  }
}
