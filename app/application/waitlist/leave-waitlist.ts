import type { Database } from "#app/application/ports/database.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import type { WithdrawConsentUseCase } from "#app/application/privacy/withdraw-consent.ts";
import type { Visit } from "#app/domain/visit.ts";

type Parts = { database: Database; links: PrivateLinks; withdrawConsent: WithdrawConsentUseCase };

/** The person leaves by their private link. Idempotent. */
export class LeaveWaitlistUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute({ token, visit }: { token: string; visit: Visit }): Promise<{ status: "left" } | { status: "unknown-link" }> {
    const { database, links, withdrawConsent } = this.#parts;
    return database.transaction(async (repositories) => {
      const request = await repositories.waitlistRequests.findByTokenHash(links.hash(token));
      if (!request) return { status: "unknown-link" };
      await withdrawConsent.execute(repositories, { request, source: "web", visit });
      return { status: "left" };
    });
  }
}
