import type { Visit } from "#app/domain/visit.ts";
import type { Database, PrivateLinks } from "./ports.ts";
import type { WithdrawConsentUseCase } from "./withdraw-consent.ts";

type Parts = { database: Database; links: PrivateLinks; withdrawConsent: WithdrawConsentUseCase };

/** The person leaves by their private link. A second time is as good as the first. */
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
