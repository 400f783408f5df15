import { addresses } from "#app/addresses.ts";
import type { RequestLink } from "#app/application/ports/mail.ts";
import { mailCopy } from "#app/copy/mail.ts";
import type { MailProps } from "#app/domain/mail/mail.ts";
import { Action, Facts, Line, MailLayout, Small, TextLink } from "./layout.tsx";

export type RepeatedProps = MailProps["repeated"] & RequestLink;

/** Names neither window: another repeat may have come before it is read, and the page shows both. */
export function Repeated({ serviceTitle, privateLink, origin }: RepeatedProps) {
  const copy = mailCopy.repeated;
  return (
    <MailLayout fact={copy.fact}>
      <Line>{copy.what}</Line>
      <Facts facts={[{ name: mailCopy.service, value: serviceTitle }]} />
      <Line>{copy.notYou}</Line>
      <Action href={privateLink}>{copy.openRequest}</Action>
      <Small>
        {copy.you} {mailCopy.confirmation.keepPrivate}
      </Small>
      <Small>
        {mailCopy.confirmation.notEmergency}{" "}
        <TextLink href={`${origin}${addresses.emergency()}`}>{mailCopy.confirmation.emergency}</TextLink>
      </Small>
    </MailLayout>
  );
}
