import { endLapsedAsks } from "#app/application/offers/asked/end-ask.ts";
import { bookByHand } from "#app/application/offers/booking/book-by-hand.ts";
import { stopFilling } from "#app/application/offers/end-offers.ts";
import { type NotFree, notFree } from "#app/application/offers/filling/start-filling.ts";
import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import type { Database, Repositories } from "#app/application/ports/database.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import { consentUntil } from "#app/domain/offers/callers/caller.ts";
import type { OfferedSlot } from "#app/domain/offers/types.ts";
import type { DeskAuditSubject } from "#app/domain/team/desk-audit.ts";
import { isForService } from "#app/domain/timetable/availability.ts";

/** `slotId`: the hour that was agreed on; `null`: the caller is to be on the list. */
export type AskConsentCommand = { operatorId: string; contact: Contact; serviceId: string; slotId: string | null };

export type AskConsentOutcome =
  /** The hour is held. A second press is answered like the first one. */
  | { status: "asked"; callerId: string }
  /** The contact was on the list: its person has the hour, and consents are there already. */
  | { status: "known-booked"; requestId: string }
  | { status: "known-listed"; requestId: string }
  /** The hour is for another service. */
  | { status: "other-service" }
  /** Nearer to the start than anybody may book without the practice. */
  | { status: "too-late" }
  | { status: "unknown-service" }
  | NotFree;

type Parts = OfferParts & { database: Database; timetable: TimetableMemory };
type Asking = AskConsentCommand & { now: Date };

/** The operator takes somebody in who called. Only the contact and dates are stored until they consent by the link. */
export class AskConsentUseCase {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async execute(command: AskConsentCommand): Promise<AskConsentOutcome> {
    const { database, timetable, clock } = this.#parts;
    const asking = { ...command, now: clock() };
    try {
      return await database.transaction(async (repositories) => {
        const { services, waitlistRequests } = repositories;
        const service = await services.hold(command.serviceId);
        if (service?.status !== "active") return { status: "unknown-service" };
        // Contact, request, slot: every act locks them in this order.
        await waitlistRequests.lockContact(command.contact);
        return command.slotId === null
          ? this.#forList(repositories, asking)
          : this.#forHour(repositories, { ...asking, slotId: command.slotId });
      });
    } finally {
      timetable.invalidate();
    }
  }

  async #forList(repositories: Repositories, asking: Asking): Promise<AskConsentOutcome> {
    const { contact, serviceId } = asking;
    const { waitlistRequests, callers } = repositories;
    const known = await waitlistRequests.findActive(serviceId, [contact]);
    if (known) return { status: "known-listed", requestId: known.id };
    const before = (await callers.waitingWith(contact)).find(
      (caller) => caller.serviceId === serviceId && caller.slotId === null && caller.askedUntil > asking.now,
    );
    if (before) return { status: "asked", callerId: before.id };
    return { status: "asked", callerId: await this.#add(repositories, asking, null) };
  }

  async #forHour(repositories: Repositories, asking: Asking & { slotId: string }): Promise<AskConsentOutcome> {
    const { operatorId, contact, serviceId, slotId, now } = asking;
    const { waitlistRequests, callers, line, offerRules, bookings, fillings } = repositories;
    const active = await waitlistRequests.findActive(serviceId, [contact]);
    const known = active && (await waitlistRequests.hold(active.id));
    const slot = await line.holdSlot(slotId);
    if (!slot) return { status: "gone" };
    if (!isForService(slot, serviceId)) return { status: "other-service" };
    await endLapsedAsks(repositories, this.#parts, slot);
    const before = (await callers.waitingWith(contact)).find((caller) => caller.slotId === slotId);
    if (before) return { status: "asked", callerId: before.id };
    const owner = (await bookings.ofSlot(slotId)).find(({ state }) => state === "booked")?.requestId;
    if (owner && (await waitlistRequests.holding([contact])).includes(owner))
      return { status: "known-booked", requestId: owner };
    if (known) {
      const booked = await bookByHand(repositories, this.#parts, { operatorId, request: known, slot });
      return booked.status === "done" ? { status: "known-booked", requestId: known.id } : booked;
    }
    const rules = await offerRules.rules();
    const refused = await notFree(repositories, slot, rules, now);
    if (refused) return refused;
    if (consentUntil(slot.startsAt, rules.settings, now) <= now) return { status: "too-late" };
    for (const filling of await fillings.liveOf(slotId)) await stopFilling(repositories, this.#parts, filling);
    return { status: "asked", callerId: await this.#add(repositories, asking, slot) };
  }

  async #add(repositories: Repositories, asking: Asking, slot: OfferedSlot | null): Promise<string> {
    const { operatorId, contact, serviceId, now } = asking;
    const { callers, bookings, offerRules, jobs, deskAudit } = repositories;
    const id = this.#parts.ids.uuid();
    const { settings } = await offerRules.rules();
    const askedUntil = consentUntil(slot?.startsAt ?? null, settings, now);
    await callers.add({ id, serviceId, createdAt: now, askedUntil }, contact);
    if (slot) {
      const hold = { slotId: slot.id, requestId: id, offerId: null, state: "consent", askedUntil } as const;
      const untold = { bookedAt: null, cancelledAt: null, cancelledBy: null };
      const held = await bookings.add({ id: this.#parts.ids.uuid(), ...hold, ...untold }, now);
      if (!held) throw new Error("a held and free slot is taken");
    }
    await jobs.enqueue([
      { name: "end-caller", data: { callerId: id }, startAfter: askedUntil },
      ...(contact.method === "email" ? [{ name: "send-consent-link", data: { callerId: id } } as const] : []),
    ]);
    const about = slotOrService(slot, serviceId);
    await deskAudit.record({ operatorId, action: "consent_asked", at: now, ...about });
    return id;
  }
}

/** A caller is no subject of the audit, which is kept for years: the hour is, or the service. */
export function slotOrService(
  slot: Pick<OfferedSlot, "id" | "startsAt"> | null,
  serviceId: string,
): { subject: DeskAuditSubject; details?: Record<string, string> } {
  if (!slot) return { subject: { kind: "service", id: serviceId } };
  return { subject: { kind: "slot", id: slot.id }, details: { starts_at: slot.startsAt.toISOString() } };
}
