import type { ConsentLink } from "#app/application/ports/mail.ts";
import { consentCopy } from "#app/copy/consent.ts";
import { untilWords } from "#app/copy/hours.ts";
import { mailCopy } from "#app/copy/mail.ts";
import { Action, Facts, Line, MailLayout, Small } from "./layout.tsx";
import { factsOfHour, NotEmergency } from "./offer.tsx";

export function ConsentLinkMail({ startsAt, consentLink, until, origin, ...about }: ConsentLink) {
  const copy = consentCopy.mail;
  const facts =
    startsAt === null
      ? [{ name: mailCopy.service, value: about.serviceTitle }]
      : factsOfHour({ ...about, startsAt, alsoAt: [] });
  const end = untilWords(new Date(until), about.timeZone);
  return (
    <MailLayout fact={copy.fact}>
      <Line>{startsAt === null ? copy.list : copy.hour}</Line>
      <Facts facts={facts} />
      <Action href={consentLink}>{copy.open}</Action>
      <Line>{startsAt === null ? copy.listUntil(end) : copy.hourUntil(end)}</Line>
      <Small>
        {copy.refuse} {copy.keepPrivate}
      </Small>
      <NotEmergency origin={origin} />
    </MailLayout>
  );
}
