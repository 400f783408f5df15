import { addresses } from "#app/addresses.ts";
import type { RequestLink } from "#app/application/ports/mail.ts";
import { mailCopy } from "#app/copy/mail.ts";
import type { MailProps } from "#app/domain/mail/mail.ts";
import { Action, Facts, Line, MailLayout, Small, TextLink } from "./layout.tsx";

export type RenewalProps = MailProps["renewal"] & RequestLink;

export function Renewal(props: RenewalProps) {
  const copy = mailCopy.renewal;
  const { timeZone } = props;
  const lastDay = new Intl.DateTimeFormat(mailCopy.lang, { timeZone, day: "numeric", month: "long" });
  return (
    <MailLayout fact={copy.fact}>
      <Facts
        facts={[
          { name: mailCopy.service, value: props.serviceTitle },
          { name: mailCopy.timeWindow, value: mailCopy.timeWindows[props.preferredTimeWindow] },
        ]}
      />
      <Line>{copy.question(lastDay.format(new Date(props.expiresAt)))}</Line>
      <Action href={props.privateLink}>{copy.openRequest}</Action>
      <Small>
        {copy.noNeed} {mailCopy.confirmation.keepPrivate}
      </Small>
      <Small>
        {mailCopy.confirmation.notEmergency}{" "}
        <TextLink href={`${props.origin}${addresses.emergency()}`}>{mailCopy.confirmation.emergency}</TextLink>
      </Small>
    </MailLayout>
  );
}
