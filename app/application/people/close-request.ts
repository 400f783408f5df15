import { endOffersOfRequest } from "#app/application/offers/end-offers.ts";
import type { WithdrawConsentUseCase } from "#app/application/privacy/withdraw-consent.ts";
import type { ClosingReason } from "#app/domain/people/operator-work.ts";
import { closeRequest } from "#app/domain/waitlist-request.ts";
import {
  type ActCommand,
  type ActOutcome,
  type ActParts,
  actOnRequest,
  changedSince,
  slugOf,
} from "./act-on-request.ts";

type Parts = ActParts & { withdrawConsent: WithdrawConsentUseCase };

/** An operator closes a request. If the person asked to leave, their consents are withdrawn with it. */
export class CloseRequestUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute({ reason, ...command }: ActCommand & { reason: ClosingReason }): Promise<ActOutcome> {
    return actOnRequest(this.#parts, command, async (repositories, request, now) => {
      if (request.status === "closed") return changedSince(repositories, request.id, command.seenAt);
      const audit = { action: "closed", details: { reason } } as const;
      if (reason === "withdrawn") {
        await this.#parts.withdrawConsent.execute(repositories, { request, source: "admin", visit: null });
        return { status: "done", audit };
      }
      await repositories.waitlistRequests.update(closeRequest(request, reason, now));
      await endOffersOfRequest(repositories, this.#parts, { request, end: "closed", source: "admin" });
      const properties = { service_slug: await slugOf(repositories, request), reason };
      return { status: "done", audit, entry: { name: "waitlist_closed", properties } };
    });
  }
}
