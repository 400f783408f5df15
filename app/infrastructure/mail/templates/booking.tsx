import { useContext } from "react";
import { missingWords, untilWords } from "#app/copy/hours.ts";
import { offersCopy } from "#app/copy/offers.ts";
import type { MailProps } from "#app/domain/mail/mail.ts";
import { placesOf } from "#app/domain/practice/about.ts";
import { Action, Facts, Line, MailLayout, MailPractice, Small } from "./layout.tsx";
import { factsOfHour, NotEmergency } from "./offer.tsx";

export type BookingProps = MailProps["booking"] & { href: string; origin: string };

export function BookingMail(props: BookingProps) {
  const { about, hours, cancelUntil, timeZone, href, origin } = props;
  const copy = offersCopy.mail;
  const missing = missingWords(props.missing, timeZone);
  const practice = useContext(MailPractice);
  const places = props.format === null ? [] : placesOf(practice, props.format);
  const alsoAt = hours.slice(1).map(({ startsAt }) => startsAt);
  return (
    <MailLayout fact={copy.booking[about].fact}>
      <Facts facts={factsOfHour({ ...props, alsoAt })} />
      {places.map((place) => (
        <Line key={place}>{place}</Line>
      ))}
      {missing === null ? null : <Line>{missing}</Line>}
      <Line>{about === "moved" ? copy.movedFile : copy.file}</Line>
      <Action href={href}>{copy.openBooking}</Action>
      <Small>
        {copy.cancel(untilWords(new Date(cancelUntil), timeZone))} {offersCopy.keepPrivate}
      </Small>
      <NotEmergency origin={origin} />
    </MailLayout>
  );
}
