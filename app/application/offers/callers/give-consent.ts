import { takeHour } from "#app/application/offers/booking/take-hour.ts";
import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import { type Database, type Repositories, UnavailableError } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import type { PrivateLinks, SentRequest } from "#app/application/ports/waitlist.ts";
import type { CreateWaitlistRequestUseCase } from "#app/application/waitlist/create-waitlist-request.ts";
import { CHANNELS } from "#app/domain/channel.ts";
import type { ConsentDocuments } from "#app/domain/consent.ts";
import { type Caller, isAwaited } from "#app/domain/offers/callers/caller.ts";
import type { Booking, OfferedSlot } from "#app/domain/offers/types.ts";
import type { Visit } from "#app/domain/visit.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";

export type GiveConsentOutcome =
  /** For the thanks page, as after the public form. A second press gets the same. */
  | { status: "agreed"; sent: SentRequest }
  /** Wrong, old and foreign links alike. */
  | { status: "unknown-link" }
  | { status: "unavailable" };

type Parts = OfferParts & {
  database: Database;
  links: PrivateLinks;
  timetable: TimetableMemory;
  createWaitlistRequest: CreateWaitlistRequestUseCase;
};
/** The caller of this code has checked that both consents were given. `window` is asked for where no hour is kept. */
type Command = { token: string; window: TimeWindow; visit: Visit; consents?: ConsentDocuments | undefined };

const SOURCE = "web";

/** A caller consents: they become an ordinary request, as by the public form, and the hour that was kept is booked. */
export class GiveConsentUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: Command): Promise<GiveConsentOutcome> {
    const { database, links, timetable } = this.#parts;
    try {
      return await database.transaction(async (repositories) => {
        const { callers } = repositories;
        const found = await callers.findByTokenHash(links.hash(command.token));
        const caller = found && (await callers.hold(found.id));
        if (!caller) return { status: "unknown-link" };
        return this.#agree(repositories, caller, command);
      });
    } catch (error) {
      if (error instanceof UnavailableError) return { status: "unavailable" };
      throw error;
    } finally {
      timetable.invalidate();
    }
  }

  async #agree(
    repositories: Repositories,
    caller: Caller,
    { window, visit, consents }: Command,
  ): Promise<GiveConsentOutcome> {
    const { callers, practice, bookings, line, jobs } = repositories;
    if (caller.requestId !== null) return again(repositories, caller.requestId);
    const contact = await callers.contactOf(caller.id);
    if (!contact || !isAwaited(caller, this.#parts.clock())) return { status: "unknown-link" };
    const { service } = await practice.serviceOf(caller.serviceId);
    const kept = await bookings.ofCaller(caller.id);
    const slot = kept?.state === "consent" ? await line.holdSlot(kept.slotId) : null;
    const joined = await this.#parts.createWaitlistRequest.accept(repositories, {
      newId: caller.id,
      invited: true,
      serviceSlug: service.slug,
      contact,
      preferredTimeWindow: slot ? null : window,
      source: SOURCE,
      consents,
      visit,
      suspect: false,
    });
    if (joined.status !== "accepted") return { status: "unknown-link" };
    const { requestId, isNew } = joined;
    if (kept && slot) await this.#book(repositories, { requestId, kept, slot });
    await callers.moveTo(caller.id, requestId);
    // The link's mail is not recorded for a request that existed already.
    if (requestId !== caller.id)
      await jobs.enqueue([{ name: "destroy-mails", data: { requestId: caller.id, reason: "requested" } }]);
    const hour = slot && { slotId: slot.id, startsAt: slot.startsAt, until: null };
    return { status: "agreed", sent: { requestId, isNew, timeWindow: slot ? "any" : window, hour } };
  }

  async #book(
    repositories: Repositories,
    { requestId, kept, slot }: { requestId: string; kept: Booking; slot: OfferedSlot },
  ): Promise<void> {
    const { bookings, waitlistRequests, jobs } = repositories;
    const request = await waitlistRequests.find(requestId);
    const given = request && (await bookings.giveTo(kept.id, requestId));
    if (!given) throw new Error("an hour that is kept for a caller is gone");
    const { timelineSource: source } = CHANNELS[SOURCE];
    const asked = { ...kept, requestId };
    const taken = await takeHour(repositories, this.#parts, { request, slot, offer: null, asked, source });
    if (taken.status === "taken") throw new Error("an hour that is kept for a caller is taken");
    const { bookingId } = taken;
    await jobs.enqueue([{ name: "tell-operator", data: { requestId, about: "hour", bookingId } }]);
  }
}

/** What the first press was answered. */
async function again(
  { waitlistRequests, bookings, line }: Repositories,
  requestId: string,
): Promise<GiveConsentOutcome> {
  const request = await waitlistRequests.find(requestId);
  if (!request) return { status: "unknown-link" };
  const booked = (await bookings.ofRequest(requestId)).findLast(({ state }) => state === "booked");
  const slot = booked ? await line.findSlot(booked.slotId) : null;
  const hour = slot && { slotId: slot.id, startsAt: slot.startsAt, until: null };
  return { status: "agreed", sent: { requestId, isNew: false, timeWindow: request.preferredTimeWindow, hour } };
}
