import { addresses } from "#app/addresses.ts";
import { mailCopy } from "#app/copy/mail.ts";
import type { OperatorMailWords } from "#app/copy/team-mail.ts";
import type { OperatorWarning } from "#app/domain/team/operator-warning.ts";
import type { TeamNews } from "#app/domain/team/team-news.ts";
import { Action, Facts, Line, MailLayout, Small } from "./layout.tsx";

export type OperatorWarningProps = { about: OperatorWarning | TeamNews; account: string | null; origin: string };

export function OperatorWarningMail({ about, account, origin }: OperatorWarningProps) {
  const copy = mailCopy.operatorWarning;
  const { fact, what, next, again }: OperatorMailWords = copy.about[about];
  return (
    <MailLayout fact={fact}>
      {account === null ? null : <Facts facts={[{ name: copy.account, value: account }]} />}
      <Line>{what}</Line>
      <Line>{next}</Line>
      <Action href={`${origin}${addresses.desk.list()}`}>{copy.openDesk}</Action>
      {again === undefined ? null : <Small>{again}</Small>}
    </MailLayout>
  );
}
