import { takeHour } from "#app/application/offers/booking/take-hour.ts";
import { cancelNow, tellOf } from "#app/application/offers/end-offers.ts";
import { type OfferParts, tellHour } from "#app/application/offers/offer-journal.ts";
import { type Database, type Repositories, UnavailableError } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import type { AskedHour } from "#app/application/ports/waitlist.ts";
import type {
  CreateWaitlistRequestCommand,
  CreateWaitlistRequestUseCase,
} from "#app/application/waitlist/create-waitlist-request.ts";
import { CHANNELS } from "#app/domain/channel.ts";
import { askedUntil } from "#app/domain/offers/asked-hour.ts";
import { isFree } from "#app/domain/offers/free-time.ts";
import { startsIn } from "#app/domain/offers/settings.ts";
import type { OfferedSlot, Rules } from "#app/domain/offers/types.ts";
import { type Service, suitsService } from "#app/domain/timetable/availability.ts";
import { envelope } from "#app/domain/tracking-event.ts";
import { endLapsedAsks } from "./end-ask.ts";

export type AskForHourCommand = Omit<CreateWaitlistRequestCommand, "preferredTimeWindow"> & { slotId: string };

/** `requestId` and `isNew` reveal whether the contact was on the list before: outside the server they are sealed. */
export type AskOutcome =
  | { status: "asked"; requestId: string; isNew: boolean; hour: AskedHour }
  /** Somebody was faster, or the hour is no longer offered. Nothing was written. */
  | { status: "not-free" }
  | { status: "unknown-service" }
  | { status: "unavailable" };

type Parts = OfferParts & {
  database: Database;
  timetable: TimetableMemory;
  createWaitlistRequest: CreateWaitlistRequestUseCase;
};

/**
 * A visitor asks for a free hour that they see. It is held for the practice's answer, or booked at once where the service says so; the
 * visitor is on the list meanwhile. One transaction, which writes everything or nothing.
 */
export class AskForHourUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: AskForHourCommand): Promise<AskOutcome> {
    const { database, timetable } = this.#parts;
    try {
      return await database.transaction((repositories) => this.ask(repositories, command));
    } catch (error) {
      if (error instanceof UnavailableError) return { status: "unavailable" };
      throw error;
    } finally {
      timetable.invalidate();
    }
  }

  /** The same in the caller's transaction. Contact, request, slot: every act locks them in this order. */
  async ask(
    repositories: Repositories,
    command: AskForHourCommand,
  ): Promise<Exclude<AskOutcome, { status: "unavailable" }>> {
    const { slotId, ...joining } = command;
    const { practice, waitlistRequests, line, offerRules } = repositories;
    const { service } = await practice.findService(command.serviceSlug);
    if (!service) return { status: "unknown-service" };
    // Booked elsewhere.
    if (service.bookingUrl !== null) return { status: "not-free" };
    await waitlistRequests.lockContact(command.contact);
    const slot = await line.holdSlot(slotId);
    const rules = await offerRules.rules();
    if (!slot || !(await this.#isFree(repositories, { slot, service, rules }, command.insteadOf)))
      return { status: "not-free" };

    const joined = await this.#parts.createWaitlistRequest.accept(repositories, {
      ...joining,
      preferredTimeWindow: null,
    });
    if (joined.status !== "accepted") return { status: "unknown-service" };
    const { requestId, isNew } = joined;
    const until = await this.#take(repositories, { slot, service, rules, command, ...joined });
    return { status: "asked", requestId, isNew, hour: { slotId, startsAt: slot.startsAt, until } };
  }

  /** Ends what no longer holds the slot: an ask that lapsed, and one whose sender now corrects its contact. */
  async #isFree(
    repositories: Repositories,
    { slot, service, rules }: { slot: OfferedSlot; service: Service; rules: Rules },
    insteadOf: string | undefined,
  ): Promise<boolean> {
    const now = this.#parts.clock();
    const { fillings, offers, bookings } = repositories;
    if (!suitsService(slot, service, now)) return false;
    await endLapsedAsks(repositories, this.#parts, slot);
    for (const booking of await bookings.ofSlot(slot.id)) {
      if (booking.requestId !== insteadOf || booking.state === "cancelled") continue;
      const told = { source: "web", news: booking.state === "booked" ? "cancelled" : null, gains: false } as const;
      await cancelNow(repositories, this.#parts, { booking, slot, by: "person" }, told);
    }
    const live = await fillings.liveOf(slot.id);
    const offered = new Set([slot.id, ...live.map((filling) => filling.slotId)]);
    const held = await Promise.all([...offered].map((id) => offers.ofSlot(id)));
    const holders = { fillings: live, offers: held.flat(), bookings: await bookings.ofSlot(slot.id) };
    return isFree(slot, holders, rules.settings, now).free;
  }

  /** Until when the hour is held; `null`: it is booked. */
  async #take(repositories: Repositories, asking: Asking): Promise<Date | null> {
    const { slot, service, rules, command, requestId, mayMail } = asking;
    const { bookings, waitlistRequests, events, jobs } = repositories;
    const { ids, clock } = this.#parts;
    const now = clock();
    const until = askedUntil(slot.startsAt, rules, now);
    // A suspected bot holds nothing and gets the usual answer.
    const request = command.suspect ? null : await waitlistRequests.find(requestId);
    if (!request) return until;
    const { timelineSource: source, eventSource, inChat } = CHANNELS[command.source];
    const { bookWithoutAsking } = service;
    // No visit and no lead: few people ask for the same hour.
    const head = envelope({ id: ids.uuid(), now, source: eventSource, visit: null });
    const outcome = bookWithoutAsking ? "booked" : "held";
    const properties = { service_slug: service.slug, starts_in: startsIn(slot.startsAt, now), outcome } as const;
    await events.append([{ ...head, event_name: "hour_asked", properties }]);
    if (bookWithoutAsking) {
      const taken = await takeHour(repositories, this.#parts, { request, slot, offer: null, source });
      if (taken.status === "taken") throw new Error("a held and free slot is taken");
      const { bookingId } = taken;
      await jobs.enqueue([{ name: "tell-operator", data: { requestId, about: "hour", bookingId } }]);
      return null;
    }
    const bookingId = ids.uuid();
    const booking = {
      id: bookingId,
      slotId: slot.id,
      requestId,
      offerId: null,
      state: "asked",
      askedUntil: until,
    } as const;
    const untold = { bookedAt: null, cancelledAt: null, cancelledBy: null };
    if (!(await bookings.add({ ...booking, ...untold }, now))) throw new Error("a held and free slot is taken");
    await tellHour(repositories, this.#parts, "hour_asked", { request, slot, source });
    await jobs.enqueue([
      { name: "end-ask", data: { bookingId }, startAfter: until },
      { name: "tell-operator", data: { requestId, about: "hour", bookingId } },
      // A chat is answered at once.
      ...(mayMail && !inChat ? [tellOf(requestId, "asked", slot, { bookingId })] : []),
    ]);
    return until;
  }
}

type Asking = {
  slot: OfferedSlot;
  service: Service;
  rules: Rules;
  command: AskForHourCommand;
  requestId: string;
  mayMail: boolean;
};
