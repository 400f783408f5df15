import type { SendMailUseCase } from "#app/application/mail/send-mail.ts";
import { ActOnOfferUseCase } from "#app/application/offers/act-on-offer.ts";
import { AnswerOfferUseCase } from "#app/application/offers/answer-offer.ts";
import { AnswerAskUseCase } from "#app/application/offers/asked/answer-ask.ts";
import { AskForHourUseCase } from "#app/application/offers/asked/ask-for-hour.ts";
import { EndAskUseCase } from "#app/application/offers/asked/end-ask.ts";
import { BookByHandUseCase } from "#app/application/offers/booking/book-by-hand.ts";
import { CancelBookingUseCase } from "#app/application/offers/booking/cancel-booking.ts";
import { AskConsentUseCase } from "#app/application/offers/callers/ask-consent.ts";
import { EndCallerUseCase } from "#app/application/offers/callers/end-caller.ts";
import { GetCallersPageQuery } from "#app/application/offers/callers/get-callers-page.ts";
import { GetConsentPageQuery } from "#app/application/offers/callers/get-consent-page.ts";
import { GiveConsentUseCase } from "#app/application/offers/callers/give-consent.ts";
import { GiveUpCallerUseCase } from "#app/application/offers/callers/give-up-caller.ts";
import { RevealCallerUseCase } from "#app/application/offers/callers/reveal-caller.ts";
import { SendConsentLinkUseCase } from "#app/application/offers/callers/send-consent-link.ts";
import { AdvanceFillingUseCase } from "#app/application/offers/filling/advance-filling.ts";
import { PreviewFillingQuery } from "#app/application/offers/filling/preview-filling.ts";
import { StartFillingUseCase } from "#app/application/offers/filling/start-filling.ts";
import { StopFillingUseCase } from "#app/application/offers/filling/stop-filling.ts";
import { WakeFillingsUseCase } from "#app/application/offers/filling/wake-fillings.ts";
import { GiveToPersonUseCase } from "#app/application/offers/give-to-person.ts";
import { AskToWaitUseCase } from "#app/application/offers/person/ask-to-wait.ts";
import { GetOfferPageQuery } from "#app/application/offers/person/get-offer-page.ts";
import { GetOwnBookingQuery } from "#app/application/offers/person/get-own-booking.ts";
import { ReturnToListUseCase } from "#app/application/offers/person/return-to-list.ts";
import { SendOfferMessage } from "#app/application/offers/person/send-offer-message.ts";
import { TellAboutHourUseCase } from "#app/application/offers/person/tell-about-hour.ts";
import { SendOfferUseCase } from "#app/application/offers/send-offer.ts";
import type { Clock, Ids } from "#app/application/ports/clock.ts";
import type { Database } from "#app/application/ports/database.ts";
import type { EmailSender, MailRenderer } from "#app/application/ports/mail.ts";
import type { OfferMessages } from "#app/application/ports/offers.ts";
import type { TimetableMemory } from "#app/application/ports/timetable.ts";
import type { PrivateLinks } from "#app/application/ports/waitlist.ts";
import type { CreateWaitlistRequestUseCase } from "#app/application/waitlist/create-waitlist-request.ts";

type Parts = { database: Database; links: PrivateLinks; timetable: TimetableMemory; ids: Ids; clock: Clock };
type JobParts = Omit<Parts, "links"> & { messages: OfferMessages };
type MailParts = Omit<Parts, "links" | "timetable"> & {
  sendMail: SendMailUseCase;
  sender: EmailSender;
  renderer: MailRenderer;
  origin: string;
};

/** A visitor takes a free hour. */
export function asksOf(parts: Parts & { createWaitlistRequest: CreateWaitlistRequestUseCase }) {
  return { askForHour: new AskForHourUseCase(parts), answerAsk: new AnswerAskUseCase(parts) };
}

/** Somebody called who is not on the list: their consent is asked for by a link. */
export function callersOf(parts: Parts & { createWaitlistRequest: CreateWaitlistRequestUseCase }) {
  return {
    askConsent: new AskConsentUseCase(parts),
    getConsentPage: new GetConsentPageQuery(parts),
    giveConsent: new GiveConsentUseCase(parts),
    giveUpCaller: new GiveUpCallerUseCase(parts),
    getCallersPage: new GetCallersPageQuery(parts),
    revealCaller: new RevealCallerUseCase(parts),
    endCaller: new EndCallerUseCase(parts),
  };
}

/** Freed time finds its person. */
export function offersOf(parts: Parts) {
  return {
    previewFilling: new PreviewFillingQuery(parts),
    startFilling: new StartFillingUseCase(parts),
    stopFilling: new StopFillingUseCase(parts),
    giveToPerson: new GiveToPersonUseCase(parts),
    bookByHand: new BookByHandUseCase(parts),
    answerOffer: new AnswerOfferUseCase(parts),
    actOnOffer: new ActOnOfferUseCase(parts),
    wakeFillings: new WakeFillingsUseCase(parts),
    cancelBooking: new CancelBookingUseCase(parts),
    getOwnBooking: new GetOwnBookingQuery(parts),
    getOfferPage: new GetOfferPageQuery(parts),
    returnToList: new ReturnToListUseCase(parts),
  };
}

/** The work of jobs. */
export function offerJobsOf(parts: JobParts) {
  return {
    advanceFilling: new AdvanceFillingUseCase(parts),
    sendOffer: new SendOfferUseCase(parts),
    endAsk: new EndAskUseCase(parts),
    endCaller: new EndCallerUseCase(parts),
  };
}

/** What people are told of offered hours. */
export function offerNewsOf(parts: MailParts) {
  return {
    messages: new SendOfferMessage(parts),
    tellAboutHour: new TellAboutHourUseCase(parts),
    askToWait: new AskToWaitUseCase(parts),
    sendConsentLink: new SendConsentLinkUseCase(parts),
  };
}
