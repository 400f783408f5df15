import { addresses } from "#app/addresses.ts";
import type { OfferLink } from "#app/application/ports/mail.ts";
import { hourWords, untilWords, zoneWords } from "#app/copy/hours.ts";
import { mailCopy } from "#app/copy/mail.ts";
import { offersCopy } from "#app/copy/offers.ts";
import type { MailProps } from "#app/domain/mail/mail.ts";
import { Action, Facts, Line, MailLayout, Small, TextLink } from "./layout.tsx";

export type OfferProps = MailProps["offer"] & OfferLink;

export function OfferMail(props: OfferProps) {
  const copy = offersCopy.mail.offer;
  return (
    <MailLayout fact={copy.fact}>
      <Facts facts={factsOfHour(props)} />
      {props.alsoAt.length > 0 ? <Line>{offersCopy.weekly}</Line> : null}
      <Line>{offersCopy.held(untilWords(new Date(props.holdsUntil), props.timeZone))}</Line>
      <Action href={props.offerLink}>{copy.open}</Action>
      <Line>{offersCopy.silence}</Line>
      <Small>
        {copy.declining} {offersCopy.keepPrivate}
      </Small>
      <NotEmergency origin={props.origin} />
    </MailLayout>
  );
}

type Hour = Pick<OfferProps, "serviceTitle" | "startsAt" | "timeZone" | "format" | "alsoAt">;

export function factsOfHour({ serviceTitle, startsAt, timeZone, format, alsoAt }: Hour) {
  const at = new Date(startsAt);
  const zone = zoneWords(at, timeZone);
  const also = alsoAt.map((each) => hourWords(new Date(each), timeZone)).join("; ");
  return [
    { name: offersCopy.service, value: serviceTitle },
    { name: offersCopy.when, value: hourWords(at, timeZone) },
    ...(also === "" ? [] : [{ name: offersCopy.alsoAt, value: also }]),
    ...(zone === null ? [] : [{ name: offersCopy.timeZone, value: zone }]),
    { name: offersCopy.format, value: format === null ? offersCopy.formatLater : offersCopy.formats[format] },
  ];
}

export function NotEmergency({ origin }: { origin: string }) {
  return (
    <Small>
      {mailCopy.confirmation.notEmergency}{" "}
      <TextLink href={`${origin}${addresses.emergency()}`}>{mailCopy.confirmation.emergency}</TextLink>
    </Small>
  );
}
