import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import type { TimelineSource } from "#app/domain/channel.ts";
import { happened } from "#app/domain/lead.ts";
import { returnToList, type WaitlistRequest } from "#app/domain/waitlist-request.ts";

/** `already`: the person waits, with this request or a newer one for the same service. `booked`: an hour of theirs stands. */
export type ReturnOutcome = { status: "returned" | "already" | "booked" | "unknown-link" };

type Parts = OfferParts & { database: Database; links: PrivateLinks };

/** After a cancelled hour its person returns to the list, by the token of the offer or of their private link. Idempotent. */
export class ReturnToListUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  execute({ token }: { token: string }): Promise<ReturnOutcome> {
    const { database, links } = this.#parts;
    return database.transaction<ReturnOutcome>(async (repositories) => {
      const { offers, waitlistRequests } = repositories;
      const hash = links.hash(token);
      const offer = await offers.findByTokenHash(hash);
      const request = offer
        ? await waitlistRequests.hold(offer.requestId)
        : await waitlistRequests.findByTokenHash(hash);
      return request ? returnRequest(repositories, this.#parts, request, "web") : { status: "unknown-link" };
    });
  }
}

/** Returns a held request to the list, in the caller's transaction. */
export async function returnRequest(
  { waitlistRequests, bookings, line, practice, timeline }: Repositories,
  { ids, clock }: OfferParts,
  request: WaitlistRequest,
  source: TimelineSource,
): Promise<ReturnOutcome> {
  const contact = await waitlistRequests.contactOf(request.id);
  if (!contact) return { status: "unknown-link" };
  if (request.status !== "closed") return { status: "already" };
  if ((await bookings.ofRequest(request.id)).some(({ state }) => state === "booked")) return { status: "booked" };
  const again = returnToList(request, clock());
  if (again === request) return { status: "unknown-link" };
  if (await waitlistRequests.findActive(request.serviceId, [contact])) return { status: "already" };
  await waitlistRequests.update(again);
  await line.mark(request.id, { putFirst: null });
  const { service } = await practice.serviceOf(request.serviceId);
  const resumed = { name: "waitlist_resumed", properties: { service_slug: service.slug } } as const;
  await timeline.append(happened(request, resumed, source, { id: ids.uuid(), at: clock() }));
  return { status: "returned" };
}
