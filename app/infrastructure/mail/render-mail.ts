import { toPlainText } from "@react-email/components";
import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server.edge";
import type { ConsentLink, RenderedMail } from "#app/application/ports/mail.ts";
import { consentCopy } from "#app/copy/consent.ts";
import { mailCopy } from "#app/copy/mail.ts";
import { offersCopy } from "#app/copy/offers.ts";
import { DEMO_ABOUT } from "#app/copy/practice.ts";
import type { AboutPractice } from "#app/domain/practice/about.ts";
import { calendarFile } from "#app/infrastructure/offers/calendar-file.ts";
import { AskToWaitMail, type AskToWaitProps } from "./templates/ask-to-wait.tsx";
import { BookingMail, type BookingProps } from "./templates/booking.tsx";
import { Confirmation, type ConfirmationProps } from "./templates/confirmation.tsx";
import { ConsentLinkMail } from "./templates/consent-link.tsx";
import { HourNewsMail, type HourNewsProps } from "./templates/hour-news.tsx";
import { MailPractice } from "./templates/layout.tsx";
import { LeaveLink, type LeaveLinkProps } from "./templates/leave-link.tsx";
import { OfferMail, type OfferProps } from "./templates/offer.tsx";
import { OperatorNotice, type OperatorNoticeProps } from "./templates/operator-notice.tsx";
import { OperatorWarningMail, type OperatorWarningProps } from "./templates/operator-warning.tsx";
import { Renewal, type RenewalProps } from "./templates/renewal.tsx";
import { Repeated, type RepeatedProps } from "./templates/repeated.tsx";

/** To the waiting person. `origin` has no slash at its end. */
export function renderConfirmation(props: ConfirmationProps, practice = DEMO_ABOUT): RenderedMail {
  return rendered(practice, mailCopy.confirmation.subject, createElement(Confirmation, props));
}

/** To the operator: how many ask for what, never who. `origin` has no slash at its end. */
export function renderOperatorNotice(props: OperatorNoticeProps, practice = DEMO_ABOUT): RenderedMail {
  return rendered(practice, mailCopy.operatorNotice.subject, createElement(OperatorNotice, props));
}

/** To an address that somebody asked to take off the list: a link to each of its requests. */
export function renderLeaveLink(props: LeaveLinkProps, practice = DEMO_ABOUT): RenderedMail {
  return rendered(practice, mailCopy.leaveLink.subject, createElement(LeaveLink, props));
}

/** To an operator: what happened at the sign-in to their account. `origin` has no slash at its end. */
export function renderOperatorWarning(props: OperatorWarningProps, practice = DEMO_ABOUT): RenderedMail {
  return rendered(
    practice,
    mailCopy.operatorWarning.about[props.about].subject,
    createElement(OperatorWarningMail, props),
  );
}

/** To the waiting person, once per term: whether the request still matters. */
export function renderRenewal(props: RenewalProps, practice = DEMO_ABOUT): RenderedMail {
  return rendered(practice, mailCopy.renewal.subject, createElement(Renewal, props));
}

/** To the waiting person: a repeat changed their window, and the link to restore it. */
export function renderRepeated(props: RepeatedProps, practice = DEMO_ABOUT): RenderedMail {
  return rendered(practice, mailCopy.repeated.subject, createElement(Repeated, props));
}

/** To a person of the list: an hour that is held for them. */
export function renderOffer(props: OfferProps, practice = DEMO_ABOUT): RenderedMail {
  return rendered(practice, offersCopy.mail.offer.subject, createElement(OfferMail, props));
}

/** To a person who has an hour, with the file for their calendar. */
export function renderBooking(props: BookingProps, practice = DEMO_ABOUT): RenderedMail {
  const { subject } = offersCopy.mail.booking[props.about];
  return { ...rendered(practice, subject, createElement(BookingMail, props)), files: [calendarFile(props)] };
}

/** To a person of the list: what became of an hour that they do not have. */
export function renderHourNews(props: HourNewsProps, practice = DEMO_ABOUT): RenderedMail {
  return rendered(practice, offersCopy.mail.news[props.about].subject, createElement(HourNewsMail, props));
}

/** To a person who was silent twice in a row. */
export function renderAskToWait(props: AskToWaitProps, practice = DEMO_ABOUT): RenderedMail {
  return rendered(practice, offersCopy.mail.askToWait.subject, createElement(AskToWaitMail, props));
}

/** To somebody who called: the link by which they consent. */
export function renderConsentLink(props: ConsentLink, practice = DEMO_ABOUT): RenderedMail {
  return rendered(practice, consentCopy.mail.subject, createElement(ConsentLinkMail, props));
}

/** Mail programs know this one: https://react.email/docs/utilities/render */
const DOCTYPE =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';

/** Not React Email's own `render`: React's renderer for Node, which it takes, turns on async hooks for good (see `entry.server.tsx`). */
function rendered(practice: AboutPractice, subject: string, mail: ReactElement): RenderedMail {
  const html = `${DOCTYPE}${renderToStaticMarkup(createElement(MailPractice, { value: practice }, mail))}`;
  return { subject, html, text: toPlainText(html) };
}
