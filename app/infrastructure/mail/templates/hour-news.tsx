import type { RequestLink } from "#app/application/ports/mail.ts";
import { hourWords, untilWords, zoneWords } from "#app/copy/hours.ts";
import { offersCopy } from "#app/copy/offers.ts";
import type { MailProps } from "#app/domain/mail/mail.ts";
import { Action, Facts, Line, MailLayout, Small } from "./layout.tsx";
import { NotEmergency } from "./offer.tsx";

export type HourNewsProps = MailProps["hour_news"] & RequestLink;

export function HourNewsMail({ about, serviceTitle, startsAt, timeZone, until, privateLink, origin }: HourNewsProps) {
  const { news, openRequest } = offersCopy.mail;
  const at = new Date(startsAt);
  const zone = zoneWords(at, timeZone);
  return (
    <MailLayout fact={news[about].fact}>
      <Facts
        facts={[
          { name: offersCopy.service, value: serviceTitle },
          {
            name: offersCopy.when,
            value: zone === null ? hourWords(at, timeZone) : `${hourWords(at, timeZone)}, ${zone}`,
          },
        ]}
      />
      <Line>{news[about].what}</Line>
      {until === null ? null : <Line>{offersCopy.askedUntil(untilWords(new Date(until), timeZone))}</Line>}
      <Action href={privateLink}>{openRequest}</Action>
      <Small>{offersCopy.keepPrivate}</Small>
      <NotEmergency origin={origin} />
    </MailLayout>
  );
}
