import type { WishedToLeave } from "#app/application/ports.ts";
import { mailCopy } from "#app/copy/mail.ts";
import { Action, Facts, Line, MailLayout, Small } from "./layout.tsx";

export function LeaveNotice({ requests }: { requests: WishedToLeave[] }) {
  const copy = mailCopy.leaveNotice;
  return (
    <MailLayout fact={copy.fact}>
      <Line>{copy.what}</Line>
      {requests.map(({ serviceTitle, deskLink }) => (
        <div key={deskLink}>
          <Facts facts={[{ name: mailCopy.service, value: serviceTitle }]} />
          <Action href={deskLink}>{copy.openRequest}</Action>
        </div>
      ))}
      <Small>{mailCopy.operatorNotice.noContact}</Small>
    </MailLayout>
  );
}
