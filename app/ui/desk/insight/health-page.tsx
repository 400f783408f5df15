import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { healthCopy as words } from "#app/copy/desk-health.ts";
import { serverCopy } from "#app/copy/desk-server.ts";
import { Answer } from "#app/ui/desk/answer.tsx";
import { Badge } from "#app/ui/desk/badge.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { Notice } from "#app/ui/desk/notice.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import type { FailedMailRow, HealthView } from "#app/views/insight/health-view.ts";

type TestMailProps = {
  /** `null`: this operator may send none. */
  to: string | null;
  sent: boolean;
  problem: string | null;
};
type HealthPageProps = { view: HealthView; testMail: TestMailProps };

export function HealthPage({ view: { checks, doubtful, failedMails, mails }, testMail }: HealthPageProps) {
  const troubled = checks.filter(({ attention }) => attention).length;
  return (
    <>
      <DeskHeading title={words.title} lead={words.lead} error={testMail.problem !== null} />
      {testMail.problem === null ? null : <Answer tone="bad">{testMail.problem}</Answer>}
      {testMail.sent && testMail.to !== null ? <Answer>{serverCopy.mail.sent(testMail.to)}</Answer> : null}
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
      {testMail.to === null ? null : <TestMail to={testMail.to} />}
      {doubtful.requests.length > 0 ? <DoubtfulContacts {...doubtful} /> : null}
      {mails.length > 0 ? <FailedMails mails={mails} count={failedMails} /> : null}
    </>
  );
}

function TestMail({ to }: { to: string }) {
  const { title, lead, button } = serverCopy.mail;
  return (
    <section className="card stack">
      <h2>{title}</h2>
      <p>{lead(to)}</p>
      <DeskForm method="post">
        <DeskButton quiet>{button}</DeskButton>
      </DeskForm>
    </section>
  );
}

function DoubtfulContacts({ count, requests }: HealthView["doubtful"]) {
  const { listTitle, listLead, shown, opened } = words.contacts;
  return (
    <section>
      <h2>{listTitle}</h2>
      <p className="soft">{count > requests.length ? `${listLead} ${shown(requests.length, count)}` : listLead}</p>
      <ul>
        {requests.map(({ id, when }) => (
          <li key={id}>
            <Link className="target" to={addresses.desk.person(id)}>
              {opened(when)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function FailedMails({ mails, count }: { mails: FailedMailRow[]; count: number }) {
  const { when, kind, why, todo, open } = words.mails.columns;
  return (
    <section>
      <h2>{words.mails.listTitle}</h2>
      <p className="soft">
        {count > mails.length
          ? `${words.mails.listLead} ${words.mails.shown(mails.length, count)}`
          : words.mails.listLead}
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
                to={addresses.desk.person(mail.requestId)}
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
