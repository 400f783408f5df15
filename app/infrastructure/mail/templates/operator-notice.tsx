import { addresses } from "#app/addresses.ts";
import type { NoticeCounts } from "#app/application/ports/mail.ts";
import { mailCopy } from "#app/copy/mail.ts";
import { NOTICE_KINDS } from "#app/domain/mail/mail.ts";
import { Action, Facts, Line, MailLayout, Small } from "./layout.tsx";

export type OperatorNoticeProps = { counts: NoticeCounts; origin: string };

export function OperatorNotice({ counts, origin }: OperatorNoticeProps) {
  const copy = mailCopy.operatorNotice;
  const facts = NOTICE_KINDS.flatMap((kind) =>
    counts[kind] > 0 ? [{ name: copy.counts[kind], value: String(counts[kind]) }] : [],
  );
  return (
    <MailLayout fact={copy.fact}>
      <Facts facts={facts} />
      <Action href={`${origin}${addresses.desk.list()}`}>{copy.openDesk}</Action>
      {counts.channel_notice > 0 ? (
        <>
          <Line>{copy.channels}</Line>
          <Action href={`${origin}${addresses.desk.faults()}`}>{copy.openChannels}</Action>
        </>
      ) : null}
      {counts.hour_notice > 0 ? (
        <>
          <Line>{copy.hours}</Line>
          <Action href={`${origin}${addresses.desk.offers()}`}>{copy.openHours}</Action>
        </>
      ) : null}
      {counts.answer_notice > 0 ? (
        <>
          <Line>{copy.answers}</Line>
          <Action href={`${origin}${addresses.desk.list({ answered: "on" })}`}>{copy.openAnswers}</Action>
        </>
      ) : null}
      {counts.exhausted_notice > 0 ? (
        <>
          <Line>{copy.exhausted}</Line>
          <Action href={`${origin}${addresses.desk.offers()}`}>{copy.openExhausted}</Action>
        </>
      ) : null}
      {counts.leave_notice > 0 ? (
        <>
          <Line>{copy.leaving}</Line>
          <Action href={`${origin}${addresses.desk.list({ leaving: "on" })}`}>{copy.openLeaving}</Action>
        </>
      ) : null}
      <Small>{copy.noContact}</Small>
    </MailLayout>
  );
}
