import { mailCopy } from "#app/copy/mail.ts";
import type { OperatorWarning } from "#app/domain/team/operator-warning.ts";
import { Action, Line, MailLayout, Small } from "./layout.tsx";

export type OperatorWarningProps = { about: OperatorWarning; origin: string };

export function OperatorWarningMail({ about, origin }: OperatorWarningProps) {
  const copy = mailCopy.operatorWarning;
  const { fact, what, next, again } = copy.about[about];
  return (
    <MailLayout fact={fact}>
      <Line>{what}</Line>
      <Line>{next}</Line>
      <Action href={`${origin}/desk/`}>{copy.openDesk}</Action>
      <Small>{again}</Small>
    </MailLayout>
  );
}
