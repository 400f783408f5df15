import { Link } from "react-router";
import { healthCopy as words } from "#app/copy/desk-health.ts";
import { Badge } from "#app/ui/desk/badge.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { Notice } from "#app/ui/desk/notice.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import type { FailedMailRow, HealthView } from "#app/views/insight/health-view.ts";

export function HealthPage({ view: { checks, failedMails, mails } }: { view: HealthView }) {
  const troubled = checks.filter(({ attention }) => attention).length;
  return (
    <>
      <DeskHeading title={words.title} lead={words.lead} />
      <Notice tone={troubled > 0 ? "bad" : "good"}>{troubled > 0 ? words.someNot(troubled) : words.allFine}</Notice>
      <ul className="checks">
        {checks.map(({ check, attention, told, todo }) => (
          <li className="card" key={check}>
            <h2>{words.checks[check]}</h2>
            <Badge tone={attention ? "bad" : "good"}>{attention ? words.attention : words.fine}</Badge>
            {told.map((line) => (
              <p key={line}>{line}</p>
            ))}
            {attention
              ? todo.map((line) => (
                  <p key={line}>
                    <strong>{words.whatToDo}: </strong>
                    {line}
                  </p>
                ))
              : null}
          </li>
        ))}
      </ul>
      {mails.length > 0 ? <FailedMails mails={mails} count={failedMails} /> : null}
    </>
  );
}

function FailedMails({ mails, count }: { mails: FailedMailRow[]; count: number }) {
  const { when, kind, why, todo, open } = words.mails.columns;
  return (
    <section>
      <h2>{words.mails.listTitle}</h2>
      <p className="soft">
        {words.mails.listLead} {count > mails.length ? words.mails.shown(mails.length, count) : null}
      </p>
      <Table caption={words.mails.listTitle} columns={[when, kind, why, todo, open]}>
        {mails.map((mail) => (
          <tr key={mail.id}>
            <Cell column={when}>{mail.when}</Cell>
            <Cell column={kind}>{words.mails.kinds[mail.kind]}</Cell>
            <Cell column={why}>{mail.why}</Cell>
            <Cell column={todo}>{words.mails.todo[mail.kind]}</Cell>
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
