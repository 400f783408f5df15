import type { RequestLink } from "#app/application/ports/mail.ts";
import { mailCopy } from "#app/copy/mail.ts";
import { offersCopy } from "#app/copy/offers.ts";
import type { MailProps } from "#app/domain/mail/mail.ts";
import { Action, Facts, Line, MailLayout, Small } from "./layout.tsx";
import { NotEmergency } from "./offer.tsx";

export type AskToWaitProps = MailProps["ask_to_wait"] & RequestLink;

export function AskToWaitMail({ serviceTitle, privateLink, origin }: AskToWaitProps) {
  const copy = offersCopy.mail.askToWait;
  return (
    <MailLayout fact={copy.fact}>
      <Line>{copy.what}</Line>
      <Facts facts={[{ name: mailCopy.service, value: serviceTitle }]} />
      <Action href={privateLink}>{copy.open}</Action>
      <Small>{offersCopy.keepPrivate}</Small>
      <NotEmergency origin={origin} />
    </MailLayout>
  );
}
