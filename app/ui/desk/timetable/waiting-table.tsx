import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { timeCopy } from "#app/copy/desk-time.ts";
import { timeWindows } from "#app/copy/words.ts";
import { EmptyState } from "#app/ui/desk/notice.tsx";
import { Pager } from "#app/ui/desk/pager.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import type { WaitingProps } from "#app/views/timetable/time-view.ts";

const words = timeCopy.waiting;

/** People who may be offered free time, longest first. Contacts stay hidden. */
export function WaitingTable({ requests, lead, total, firstHref, nextHref }: WaitingProps) {
  const { since, service, window, method, suits, open } = words.columns;
  return (
    <section id="waiting">
      <h2>{words.title}</h2>
      {requests.length === 0 ? (
        <EmptyState>{words.nobody}</EmptyState>
      ) : (
        <>
          <p className="soft">{`${lead} ${total}`}</p>
          <Table caption={words.title} columns={[since, service, window, method, suits, open]}>
            {requests.map((request) => (
              <tr key={request.id}>
                <Cell column={since}>
                  <span>{request.since}</span>
                  {request.answered ? <span className="soft">, {words.answered}</span> : null}
                </Cell>
                <Cell column={service}>{request.service}</Cell>
                <Cell column={window}>{timeWindows[request.window]}</Cell>
                <Cell column={method}>{words.methods[request.method]}</Cell>
                <Cell column={suits}>{request.suits.join("; ")}</Cell>
                <Cell column={open}>
                  <Link
                    className="target"
                    to={addresses.desk.person(request.id)}
                    aria-label={words.openNamed(request.since, request.service)}
                  >
                    {words.open}
                  </Link>
                </Cell>
              </tr>
            ))}
          </Table>
          <Pager firstHref={firstHref} nextHref={nextHref} />
        </>
      )}
    </section>
  );
}
