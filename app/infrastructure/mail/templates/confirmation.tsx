import { mailCopy } from "#app/copy/mail.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import { Action, Facts, Line, MailLayout, Small, TextLink } from "./layout.tsx";

export type ConfirmationProps = {
  serviceTitle: string;
  preferredTimeWindow: TimeWindow;
  answerWithinWorkingDays: number;
  privateLink: string;
  origin: string;
};

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
      <Line>{copy.next(props.answerWithinWorkingDays)}</Line>
      <Action href={props.privateLink}>{copy.openRequest}</Action>
      <Small>
        {copy.leave} {copy.keepPrivate} {copy.notYou}
      </Small>
      <Small>
        {copy.consents}
        <br />
        <TextLink href={`${props.origin}/legal/personal-data-consent/`}>{copy.personalData}</TextLink>
        <br />
        <TextLink href={`${props.origin}/legal/communications-consent/`}>{copy.communications}</TextLink>
      </Small>
      <Small>
        {copy.notEmergency} <TextLink href={`${props.origin}/emergency/`}>{copy.emergency}</TextLink>
      </Small>
    </MailLayout>
  );
}
