import { mailCopy } from "#app/copy/mail.ts";
import type { ContactMethod } from "#app/domain/contact.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import { Action, Facts, MailLayout, Small } from "./layout.tsx";

export type OperatorNoticeProps = {
  serviceTitle: string;
  preferredTimeWindow: TimeWindow;
  contactMethod: ContactMethod;
  origin: string;
};

export function OperatorNotice(props: OperatorNoticeProps) {
  const copy = mailCopy.operatorNotice;
  return (
    <MailLayout fact={copy.fact}>
      <Facts
        facts={[
          { name: mailCopy.service, value: props.serviceTitle },
          { name: mailCopy.timeWindow, value: mailCopy.timeWindows[props.preferredTimeWindow] },
          { name: mailCopy.contactMethod, value: mailCopy.contactMethods[props.contactMethod] },
        ]}
      />
      <Action href={`${props.origin}/desk/`}>{copy.openDesk}</Action>
      <Small>{copy.noContact}</Small>
    </MailLayout>
  );
}
