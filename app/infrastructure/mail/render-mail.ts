import { render, toPlainText } from "@react-email/components";
import { createElement, type ReactElement } from "react";
import type { MailRenderer, RenderedMail } from "#app/application/ports.ts";
import { mailCopy } from "#app/copy/mail.ts";
import { Confirmation, type ConfirmationProps } from "./templates/confirmation.tsx";
import { OperatorNotice, type OperatorNoticeProps } from "./templates/operator-notice.tsx";

/** To the person who waits. `origin` has no slash at its end. */
export function renderConfirmation(props: ConfirmationProps): Promise<RenderedMail> {
  return rendered(mailCopy.confirmation.subject, createElement(Confirmation, props));
}

/** To the operator: for what and when somebody waits, never who. `origin` has no slash at its end. */
export function renderOperatorNotice(props: OperatorNoticeProps): Promise<RenderedMail> {
  return rendered(mailCopy.operatorNotice.subject, createElement(OperatorNotice, props));
}

export const mailRenderer: MailRenderer = {
  // Named one by one: a mail's props carry more than its text may show.
  confirmation: ({ serviceTitle, preferredTimeWindow, answerWithinWorkingDays, privateLink, origin }) =>
    renderConfirmation({ serviceTitle, preferredTimeWindow, answerWithinWorkingDays, privateLink, origin }),
  operatorNotice: ({ serviceTitle, preferredTimeWindow, contactMethod, origin }) =>
    renderOperatorNotice({ serviceTitle, preferredTimeWindow, contactMethod, origin }),
};

async function rendered(subject: string, mail: ReactElement): Promise<RenderedMail> {
  const html = await render(mail);
  return { subject, html, text: toPlainText(html) };
}
