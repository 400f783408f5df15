import { answerOffer, holdAnswering } from "#app/application/offers/answer-offer.ts";
import { cancelNow, endOffersOfRequest } from "#app/application/offers/end-offers.ts";
import type { OfferParts } from "#app/application/offers/offer-journal.ts";
import { returnRequest } from "#app/application/offers/person/return-to-list.ts";
import type { Repositories } from "#app/application/ports/database.ts";
import type { HourAnswer } from "#app/domain/chat/chat-message.ts";
import type { OfferPress, WaitPress } from "#app/domain/chat/concierge-buttons.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import { cancelBooking } from "#app/domain/offers/gained-time.ts";
import { changeRequest } from "#app/domain/waitlist-request.ts";

type Held = NonNullable<Awaited<ReturnType<typeof holdAnswering>>>;
/** The contacts of the chat: a button about another person's hour is ignored. */
type Person = { contacts: Contact[]; source: Messenger };

/** A button under an hour, in the transaction that holds the chat. `null`: the hour is not this person's, or is gone. */
export async function pressOffer(
  repositories: Repositories,
  parts: OfferParts,
  { press, offerId }: { press: OfferPress; offerId: string },
  { contacts, source }: Person,
): Promise<HourAnswer | null> {
  const { offers, waitlistRequests } = repositories;
  const found = await offers.find(offerId);
  if (!found || !(await waitlistRequests.holding(contacts)).includes(found.requestId)) return null;
  const held = await holdAnswering(repositories, found);
  if (!held) return null;
  switch (press) {
    case "accept":
      return answered(repositories, parts, { ...held, source }, true);
    case "decline":
      return answered(repositories, parts, { ...held, source }, false);
    case "cancel":
      return cancelled(repositories, parts, held, source);
    case "return": {
      const { status } = await returnRequest(repositories, parts, held.request, source);
      return status === "unknown-link" ? null : status === "booked" ? "accepted" : "returned";
    }
  }
}

async function answered(
  repositories: Repositories,
  parts: OfferParts,
  answering: Held & { source: Messenger },
  yes: boolean,
): Promise<HourAnswer | null> {
  const outcome = await answerOffer(repositories, parts, answering, yes ? { yes } : { yes, reason: null });
  switch (outcome.status) {
    case "booked":
    case "yours":
      return "accepted";
    case "declined":
    case "kept":
      return outcome.status;
    case "over":
      return outcome.because;
    case "unknown-link":
      return null;
  }
}

async function cancelled(
  repositories: Repositories,
  parts: OfferParts,
  { offer, slot }: Held,
  source: Messenger,
): Promise<HourAnswer | null> {
  const { bookings, offerRules } = repositories;
  const own = (await bookings.ofRequest(offer.requestId)).filter(
    ({ offerId, slotId }) => offerId === offer.id && slotId === slot.id,
  );
  const booking = own.find(({ state }) => state === "booked") ?? own.at(-1);
  if (!booking) return null;
  const { settings } = await offerRules.rules();
  const outcome = cancelBooking(booking, "person", slot, settings, parts.clock());
  if (outcome.kind === "too_late") return "cancel_too_late";
  // The answer to the press says it: no message of its own follows.
  if (outcome.kind === "cancelled")
    await cancelNow(repositories, parts, { booking, slot, by: "person" }, { source, news: null, gains: true });
  return "cancelled";
}

/** The answer to «Ждать дальше?». `null`: the request is closed, or not this person's. */
export async function pressWait(
  repositories: Repositories,
  parts: OfferParts,
  { press, requestId }: { press: WaitPress; requestId: string },
  { contacts, source }: Person,
): Promise<HourAnswer | null> {
  const { waitlistRequests, line } = repositories;
  if (!(await waitlistRequests.holding(contacts)).includes(requestId)) return null;
  const request = await waitlistRequests.hold(requestId);
  if (!request || request.status === "closed") return null;
  const to = press === "wait" ? "renewed" : "paused";
  await waitlistRequests.update(changeRequest(request, { to }, parts.clock()));
  await line.mark(requestId, { askedToWaitAt: null });
  if (to === "paused") await endOffersOfRequest(repositories, parts, { request, end: "paused", source });
  return press === "wait" ? "waits" : "paused";
}
