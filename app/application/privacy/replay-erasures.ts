import { destroyCaller } from "#app/application/offers/callers/destroy-caller.ts";
import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { ErasureReason } from "#app/domain/retention.ts";
import type { DestroyContactsUseCase } from "./destroy-contacts.ts";
import type { WithdrawConsentUseCase } from "./withdraw-consent.ts";

type Parts = OfferParts & {
  database: Database;
  withdrawConsent: WithdrawConsentUseCase;
  destroyContacts: DestroyContactsUseCase;
};

/** Destroys contacts again that a restored backup has brought back. */
export class ReplayErasuresUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Requests that are unknown or already without a contact are skipped. A chat that was erased before `madeAt`, when the backup was made, is
   * one in which the person has written again. Returns how many requests lost their contact.
   */
  async execute(
    erasures: { requestId: string; reason: ErasureReason; erasedAt: string }[],
    madeAt: Date,
  ): Promise<number> {
    const { database, withdrawConsent, destroyContacts, ...parts } = this.#parts;
    let destroyed = 0;
    for (const { requestId, reason, erasedAt } of erasures) {
      destroyed += await database.transaction(async (repositories) => {
        if (new Date(erasedAt) > madeAt) {
          await repositories.leads.forgetChat(requestId);
          await repositories.chats.destroy(requestId);
        }
        const request = await repositories.waitlistRequests.hold(requestId);
        const caller = request ? null : await repositories.callers.hold(requestId);
        if (caller?.requestId === null) await destroyCaller(repositories, parts, caller, reason);
        if (!request || (await repositories.waitlistRequests.contactOf(requestId)) === null) return 0;
        await withdrawConsent.execute(repositories, { request, source: "admin", visit: null });
        const requests = await repositories.retention.holdersOfContact(request);
        await destroyContacts.execute(repositories, { requests, reason });
        return requests.length;
      });
    }
    return destroyed;
  }
}
