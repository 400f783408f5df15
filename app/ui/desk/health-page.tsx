import { Link } from "react-router";
import { healthCopy as words } from "#app/copy/desk-health.ts";
import type { HealthCheck } from "#app/domain/desk-health.ts";
import { Badge } from "./badge.tsx";
import { DeskHeading } from "./heading.tsx";
import { Notice } from "./notice.tsx";
import { Cell, Table } from "./table.tsx";

type FailedMailRow = {
  id: string;
  kind: keyof typeof words.mails.kinds;
  requestId: string;
  /** A code that names no address. */
  why: string | null;
  attempts: number;
  when: string;
};
export type HealthView = {
  checks: { check: HealthCheck; attention: boolean; told: string[] }[];
  mails: FailedMailRow[];
};

export function HealthPage({ view: { checks, mails } }: { view: HealthView }) {
  const troubled = checks.filter(({ attention }) => attention).length;
  return (
    <>
      <DeskHeading title={words.title} lead={words.lead} />
      <Notice tone={troubled > 0 ? "bad" : "good"}>{troubled > 0 ? words.someNot(troubled) : words.allFine}</Notice>
      <ul className="checks">
        {checks.map(({ check, attention, told }) => (
          <li className="card" key={check}>
            <h2>{words.checks[check]}</h2>
            <Badge tone={attention ? "bad" : "good"}>{attention ? words.attention : words.fine}</Badge>
            {told.map((line) => (
              <p key={line}>{line}</p>
            ))}
            {attention ? (
              <p>
                <strong>{words.whatToDo}: </strong>
                {words.todo[check]}
              </p>
            ) : null}
          </li>
        ))}
      </ul>
      {mails.length > 0 ? <FailedMails mails={mails} /> : null}
    </>
  );
}

function FailedMails({ mails }: { mails: FailedMailRow[] }) {
  const { when, kind, why, attempts, open } = words.mails.columns;
  return (
    <section>
      <h2>{words.mails.listTitle}</h2>
      <Table caption={words.mails.listTitle} columns={[when, kind, why, attempts, open]}>
        {mails.map((mail) => (
          <tr key={mail.id}>
            <Cell column={when}>{mail.when}</Cell>
            <Cell column={kind}>{words.mails.kinds[mail.kind]}</Cell>
            <Cell column={why}>{mail.why ?? words.mails.unknownReason}</Cell>
            <Cell column={attempts}>{mail.attempts}</Cell>
            <Cell column={open}>
              <Link
                className="target"
                to={`/desk/requests/${mail.requestId}/`}
                aria-label={words.mails.openNamed(mail.when)}
              >
                {words.mails.open}
              </Link>
            </Cell>
          </tr>
        ))}
      </Table>
    </section>
  );
}
