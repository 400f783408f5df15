import { addresses } from "#app/addresses.ts";
import type { LinkedRequest } from "#app/application/ports/mail.ts";
import { mailCopy } from "#app/copy/mail.ts";
import { Action, Facts, Line, MailLayout, Small, TextLink } from "./layout.tsx";

export type LeaveLinkProps = { requests: LinkedRequest[]; origin: string };

export function LeaveLink({ requests, origin }: LeaveLinkProps) {
  const copy = mailCopy.leaveLink;
  return (
    <MailLayout fact={copy.fact}>
      <Line>{requests.length > 1 ? copy.whyMany : copy.why}</Line>
      {requests.map(({ serviceTitle, privateLink }) => (
        <div key={privateLink}>
          <Facts facts={[{ name: mailCopy.service, value: serviceTitle }]} />
          <Action href={privateLink}>{copy.openRequest}</Action>
        </div>
      ))}
      <Small>
        {copy.notYou} {mailCopy.confirmation.keepPrivate}
      </Small>
      <Small>
        {mailCopy.confirmation.notEmergency}{" "}
        <TextLink href={`${origin}${addresses.emergency()}`}>{mailCopy.confirmation.emergency}</TextLink>
      </Small>
    </MailLayout>
  );
}
