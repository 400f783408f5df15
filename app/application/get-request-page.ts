import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";
import type { Database, PrivateLinks } from "./ports.ts";

export type RequestPage =
  | {
      status: "active";
      serviceTitle: string;
      timeZone: string;
      request: Pick<WaitlistRequest, "status" | "preferredTimeWindow" | "createdAt" | "answerBy">;
    }
  /** Wrong, old and used links are told apart by nobody. */
  | { status: "unknown-link" };

/** One's own request, as its private link shows it. */
export class GetRequestPageQuery {
  readonly #parts: { database: Database; links: PrivateLinks };

  constructor(parts: { database: Database; links: PrivateLinks }) {
    this.#parts = parts;
  }

  execute(token: string): Promise<RequestPage> {
    return this.#parts.database.transaction(async ({ waitlistRequests, practice: practices }) => {
      const request = await waitlistRequests.findByTokenHash(this.#parts.links.hash(token));
      if (!request || request.status === "closed") return { status: "unknown-link" };
      const { service, practice } = await practices.serviceOf(request.serviceId);
      return { status: "active", serviceTitle: service.title, timeZone: practice.timeZone, request };
    });
  }
}
