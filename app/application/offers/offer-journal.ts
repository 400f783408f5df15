import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import { eventSourceOf, type TimelineSource } from "#app/domain/channel.ts";
import { happened } from "#app/domain/lead.ts";
import { startsIn } from "#app/domain/offers/settings.ts";
import type { Offer } from "#app/domain/offers/types.ts";
import type { Slot } from "#app/domain/timetable/availability.ts";
import { envelope } from "#app/domain/tracking-event.ts";
import type { WaitlistRequest } from "#app/domain/waitlist-request.ts";

export type OfferParts = { ids: Ids; clock: Clock };
type OfferStep = "made" | "accepted" | "declined" | "expired" | "withdrawn";

const EVENTS = {
  made: "waitlist_offer_sent",
  accepted: "waitlist_offer_accepted",
  declined: "waitlist_offer_declined",
  expired: "waitlist_offer_expired",
} as const;

type About = Pick<Offer, "requestId" | "channel">;
type At = Pick<Slot, "startsAt">;

/** The entry in the person's timeline and the event of a step of an offer, in the caller's transaction. */
export async function tellOffer(
  repositories: Repositories,
  { ids, clock }: OfferParts,
  step: OfferStep,
  { offer, slot, source }: { offer: About; slot: At; source: TimelineSource },
): Promise<void> {
  const { waitlistRequests, practice, timeline, events } = repositories;
  const request = await waitlistRequests.find(offer.requestId);
  if (!request) return;
  const at = clock();
  const { service } = await practice.serviceOf(request.serviceId);
  const about = { service_slug: service.slug, channel: offer.channel };
  const properties = { ...about, starts_at: slot.startsAt.toISOString() };
  const entry = happened(request, { name: `offer_${step}`, properties }, source, { id: ids.uuid(), at });
  if (step === "withdrawn") return timeline.append(entry);
  // Events of offers name no person: few people get the same offer.
  const head = envelope({ id: ids.uuid(), now: at, source: eventSourceOf(source), visit: null });
  const event = { ...head, event_name: EVENTS[step], properties: { ...about, starts_in: startsIn(slot.startsAt, at) } };
  await Promise.all([timeline.append(entry), events.append([event])]);
}

type HourStep =
  | "hour_booked"
  | "hour_cancelled"
  | "hour_moved"
  | "hour_asked"
  | "hour_refused"
  | "hour_lapsed"
  | "hour_released";

/** The entry in the person's timeline of an hour that they have, asked for, or no longer have. */
export async function tellHour(
  { practice, timeline }: Repositories,
  { ids, clock }: OfferParts,
  name: HourStep,
  { request, slot, source }: { request: WaitlistRequest; slot: At; source: TimelineSource },
): Promise<void> {
  const { service } = await practice.serviceOf(request.serviceId);
  const properties = { service_slug: service.slug, starts_at: slot.startsAt.toISOString() };
  await timeline.append(happened(request, { name, properties }, source, { id: ids.uuid(), at: clock() }));
}
