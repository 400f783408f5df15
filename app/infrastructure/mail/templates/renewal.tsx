import { mailCopy } from "#app/copy/mail.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import { Action, Facts, Line, MailLayout, Small, TextLink } from "./layout.tsx";

export type RenewalProps = {
  serviceTitle: string;
  preferredTimeWindow: TimeWindow;
  expiresAt: string;
  timeZone: string;
  privateLink: string;
  origin: string;
};

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
        <TextLink href={`${props.origin}/emergency/`}>{mailCopy.confirmation.emergency}</TextLink>
      </Small>
    </MailLayout>
  );
}
