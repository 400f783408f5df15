import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { callersCopy } from "#app/copy/consent.ts";
import { undeliveredCopy } from "#app/copy/delivery.ts";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { timeWindows } from "#app/copy/words.ts";
import { Answer } from "#app/ui/desk/answer.tsx";
import { FileForm } from "#app/ui/desk/file-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { EmptyState, Notice } from "#app/ui/desk/notice.tsx";
import { Pager } from "#app/ui/desk/pager.tsx";
import { FirstStepsCard } from "#app/ui/desk/practice/first-steps.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import type { ListedRow, RequestListProps } from "#app/views/people/desk-list-view.ts";
import { RequestFilters } from "./request-filters.tsx";
import { SearchForm } from "./search-form.tsx";
import { StateBadges } from "./state-badges.tsx";
import { UndeliveredTasks } from "./undelivered.tsx";

const words = peopleCopy.list;

/** Who waits, oldest promise first. No contact is shown. */
export function RequestListPage(props: RequestListProps) {
  const { asked, status, shown, services, suspects, answered, methods, problems, requests, firstHref, nextHref } =
    props;
  const { undelivered, mayWork, done, problem } = props;
  return (
    <>
      <div className="top">
        <div>
          <DeskHeading title={words.title} lead={words.lead} error={problems.length > 0}>
            <Link className="button inline quiet" to={addresses.desk.callers()}>
              {callersCopy.addPerson}
            </Link>
          </DeskHeading>
        </div>
        <details className="find">
          <summary>{words.search}</summary>
          <SearchForm />
        </details>
      </div>
      {problem ? <Answer tone="bad">{problem}</Answer> : done ? <Answer>{undeliveredCopy.done[done]}</Answer> : null}
      {asked.after === undefined ? <UndeliveredTasks rows={undelivered} mayWork={mayWork} /> : null}
      <RequestFilters {...{ asked, status, shown, services, suspects, answered, methods }} />
      {problems.length > 0 ? (
        <Notice tone="bad">
          <p>{words.badFilter}</p>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
          <Link className="target" to={addresses.desk.list()}>
            {words.reset}
          </Link>
        </Notice>
      ) : props.firstSteps ? (
        <FirstStepsCard {...props.firstSteps} />
      ) : requests.length === 0 ? (
        <EmptyState>{words.empty}</EmptyState>
      ) : (
        <Requests requests={requests} />
      )}
      <Pager firstHref={firstHref} nextHref={nextHref} />
      {props.mayExport ? (
        <FileForm action={addresses.desk.people()} button={peopleCopy.csv.button}>
          <p className="soft">{peopleCopy.csv.lead}</p>
        </FileForm>
      ) : null}
    </>
  );
}

function Requests({ requests }: { requests: ListedRow[] }) {
  const { answerBy, service, window, method, state } = words.columns;
  return (
    <Table look="people" caption={words.title} columns={[answerBy, service, window, method, state]}>
      {requests.map((request) => (
        <tr key={request.id} className={request.overdue ? "late" : undefined}>
          <Cell column={answerBy}>
            <span className="when">{request.answerBy}</span>{" "}
            {request.today ? <span className="below">{words.today}</span> : null}
          </Cell>
          <Cell column={service}>
            <Link className="target" to={addresses.desk.person(request.id)}>
              {request.serviceTitle}
            </Link>{" "}
            <span className="below">{words.since(request.since)}</span>
          </Cell>
          <Cell column={window}>{timeWindows[request.timeWindow]}</Cell>
          <Cell column={method}>{peopleCopy.methods[request.method]}</Cell>
          <Cell column={state}>
            <StateBadges badges={request.badges} />{" "}
            {request.noted ? <span className="noted">{request.noted}</span> : null}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
