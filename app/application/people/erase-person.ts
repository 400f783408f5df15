import type { Repositories } from "#app/application/ports/database.ts";
import type { DestroyContactsUseCase } from "#app/application/privacy/destroy-contacts.ts";
import type { WithdrawConsentUseCase } from "#app/application/privacy/withdraw-consent.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import { type ActCommand, type ActOutcome, type ActParts, actOnRequest } from "./act-on-request.ts";

type Parts = ActParts & { withdrawConsent: WithdrawConsentUseCase; destroyContacts: DestroyContactsUseCase };

/**
 * The practice erases a person: every request becomes a number. Erasing a suspect touches no waiting person:
 * posting a contact does not prove whose it is.
 */
export class ErasePersonUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute(command: ActCommand): Promise<ActOutcome> {
    const { withdrawConsent, destroyContacts } = this.#parts;
    return actOnRequest(this.#parts, command, async (repositories, request) => {
      const requests = await this.#requests(repositories, request);
      for (const each of requests.filter(({ quarantinedAt }) => quarantinedAt === null))
        await withdrawConsent.execute(repositories, { request: each, source: "admin", visit: null });
      const held = await Promise.all(requests.map(({ id }) => repositories.waitlistRequests.hold(id)));
      await destroyContacts.execute(repositories, {
        requests: held.flatMap((each) => each ?? []),
        reason: "requested",
      });
      return { status: "done", audit: { action: "erase", details: { requests: String(requests.length) } } };
    });
  }

  async #requests({ retention, desk }: Repositories, request: WaitlistRequest): Promise<WaitlistRequest[]> {
    const holders = await retention.holdersOfContact(request);
    const all = await desk.requestsOfPerson(request);
    const waiting = all.filter((each) => each.hasContact && each.request.leadId !== null);
    const ofLead = waiting.filter((each) => each.request.leadId === request.leadId).map((each) => each.request);
    return [...new Map([...holders, ...ofLead].map((each) => [each.id, each])).values()];
  }
}
