import { addresses } from "#app/addresses.ts";
import type { RequestLink } from "#app/application/ports/mail.ts";
import { promisedWords } from "#app/copy/hours.ts";
import { BOTH_CONSENTS } from "#app/copy/legal.ts";
import { mailCopy } from "#app/copy/mail.ts";
import type { MailProps } from "#app/domain/mail/mail.ts";
import { Action, Facts, Line, MailLayout, Small, TextLink } from "./layout.tsx";

export type ConfirmationProps = MailProps["confirmation"] & RequestLink;

export function Confirmation(props: ConfirmationProps) {
  const copy = mailCopy.confirmation;
  return (
    <MailLayout fact={copy.fact}>
      <Facts
        facts={[
          { name: mailCopy.service, value: props.serviceTitle },
          { name: mailCopy.timeWindow, value: mailCopy.timeWindows[props.preferredTimeWindow] },
        ]}
      />
      <Line>{copy.next(promisedWords(props))}</Line>
      <Action href={props.privateLink}>{copy.openRequest}</Action>
      <Small>
        {copy.leave} {copy.keepPrivate} {copy.notYou}
      </Small>
      <Small>
        {copy.consents}{" "}
        <TextLink href={`${props.origin}${addresses.legal(BOTH_CONSENTS)}`}>{copy.consentTexts}</TextLink>
      </Small>
      <Small>
        {copy.notEmergency} <TextLink href={`${props.origin}${addresses.emergency()}`}>{copy.emergency}</TextLink>
      </Small>
    </MailLayout>
  );
}
