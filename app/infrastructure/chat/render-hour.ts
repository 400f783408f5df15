import { hourWords, missingWords, untilWords, zoneWords } from "#app/copy/hours.ts";
import { offersCopy } from "#app/copy/offers.ts";
import type { ChatHour, ChatNote } from "#app/domain/chat/chat-message.ts";
import type { Press } from "#app/domain/chat/concierge-buttons.ts";

const copy = offersCopy.chat;
export type HourNote = Extract<
  ChatNote,
  { about: "offer" | "hour-booked" | "hour-news" | "ask-to-wait" | "hour-answer" }
>;
type Labelled = { text: string; press: Press };

/** A message about an offered or booked hour. Its first line, which a locked screen shows, names no hour. */
export function textOfHour(note: HourNote, ownLink: string | null): string {
  switch (note.about) {
    case "offer": {
      const { hour, holdsUntil } = note;
      const held = offersCopy.held(untilWords(new Date(holdsUntil), hour.timeZone));
      const weekly = hour.alsoAt.length > 0 ? [offersCopy.weekly] : [];
      return [offersCopy.mail.offer.fact, factsOf(hour), ...weekly, held, offersCopy.silence].join("\n\n");
    }
    case "hour-booked": {
      const until = copy.cancel(untilWords(new Date(note.cancelUntil), note.hour.timeZone));
      const link = ownLink ? [copy.bookingLink(ownLink)] : [];
      const missing = missingWords(note.missing, note.hour.timeZone);
      const { fact } = offersCopy.mail.booking[note.news];
      return [fact, factsOf(note.hour), ...(missing ? [missing] : []), until, ...link].join("\n\n");
    }
    case "hour-news": {
      const { fact, what } = offersCopy.mail.news[note.news];
      const held = note.until ? [offersCopy.askedUntil(untilWords(new Date(note.until), note.hour.timeZone))] : [];
      return [fact, factsOf(note.hour), what, ...held].join("\n\n");
    }
    case "ask-to-wait":
      return [
        offersCopy.mail.askToWait.fact,
        `${offersCopy.service}: ${note.serviceTitle}`,
        offersCopy.own.waitLead,
      ].join("\n\n");
    case "hour-answer":
      return copy.answers[note.said];
  }
}

function factsOf({ serviceTitle, startsAt, alsoAt, timeZone, format }: ChatHour): string {
  const at = new Date(startsAt);
  const zone = zoneWords(at, timeZone);
  const also = alsoAt.map((each) => hourWords(new Date(each), timeZone)).join("; ");
  return [
    `${offersCopy.service}: ${serviceTitle}`,
    `${offersCopy.when}: ${hourWords(at, timeZone)}`,
    ...(also === "" ? [] : [`${offersCopy.alsoAt}: ${also}`]),
    ...(zone === null ? [] : [`${offersCopy.timeZone}: ${zone}`]),
    `${offersCopy.format}: ${format === null ? offersCopy.formatLater : offersCopy.formats[format]}`,
  ].join("\n");
}

/** One button a row. */
export function buttonsOfHour(note: HourNote): Labelled[] {
  switch (note.about) {
    case "offer": {
      const { offerId } = note;
      return [
        { text: offersCopy.page.accept, press: { to: "accept", offerId } },
        { text: offersCopy.page.decline, press: { to: "decline", offerId } },
      ];
    }
    case "hour-booked":
      return note.offerId ? [{ text: copy.cancelButton, press: { to: "cancel", offerId: note.offerId } }] : [];
    case "ask-to-wait": {
      const { requestId } = note;
      return [
        { text: offersCopy.own.waitYes, press: { to: "wait", requestId } },
        { text: offersCopy.own.waitLater, press: { to: "wait_later", requestId } },
        { text: offersCopy.own.waitNo, press: { to: "leave", requestId } },
      ];
    }
    case "hour-answer": {
      const { offerId } = note;
      if (offerId === null) return [];
      if (note.said === "cancelled") return [{ text: offersCopy.booked.return, press: { to: "return", offerId } }];
      return note.said === "kept" ? [{ text: offersCopy.page.takeBack, press: { to: "decline", offerId } }] : [];
    }
    case "hour-news":
      return [];
  }
}
