import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { deskOffersCopy as words } from "#app/copy/desk-offers.ts";
import { Answer } from "#app/ui/desk/answer.tsx";
import { Badge } from "#app/ui/desk/badge.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { EmptyState } from "#app/ui/desk/notice.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";
import type { OffersView } from "#app/views/offers/offers-view.ts";
import type { RevealedContact } from "#app/views/people/desk-person-view.ts";
import { AskCard } from "./asks.tsx";
import { CallCard } from "./calls.tsx";
import { PersonCell } from "./person-cell.tsx";
import { SlotLink } from "./slot-link.tsx";

type OffersPageProps = {
  view: OffersView;
  mayWork: boolean;
  done: keyof typeof words.done | null;
  problem: string | null;
  /** The contact that was asked for, and whose it is. */
  revealed: { requestId: string; contact: RevealedContact } | null;
};

/** What is offered now, which calls are due, and what ended today. */
export function OffersPage({ view, mayWork, done, problem, revealed }: OffersPageProps) {
  const { calls, asked, lapsed, underWay, ended } = view;
  return (
    <>
      <DeskHeading title={words.title} lead={words.lead} error={problem !== null} />
      {problem ? <Answer tone="bad">{problem}</Answer> : done ? <Answer>{words.done[done]}</Answer> : null}
      <section aria-labelledby="calls">
        <h2 id="calls">{words.calls.title}</h2>
        {calls.length === 0 ? <EmptyState>{words.calls.none}</EmptyState> : null}
        <ul className="calls">
          {calls.map((call) => (
            <CallCard
              key={call.offerId}
              call={call}
              mayWork={mayWork}
              contact={revealed && revealed.requestId === call.person.id ? revealed.contact : null}
            />
          ))}
        </ul>
      </section>
      {asked.length === 0 ? null : (
        <section aria-labelledby="asked">
          <h2 id="asked">{words.asked.title}</h2>
          <ul className="calls">
            {asked.map((ask) => (
              <AskCard
                key={ask.bookingId}
                ask={ask}
                mayWork={mayWork}
                contact={revealed && revealed.requestId === ask.person.id ? revealed.contact : null}
              />
            ))}
          </ul>
        </section>
      )}
      {lapsed.length === 0 ? null : (
        <section aria-labelledby="lapsed">
          <h2 id="lapsed">{words.lapsed.title}</h2>
          <p className="soft">{words.lapsed.lead}</p>
          <ul className="calls">
            {lapsed.map(({ bookingId, slotId, when, person }) => (
              <li className="card call" key={bookingId}>
                <h3>
                  <SlotLink slotId={slotId} when={when} />
                </h3>
                <div>
                  <PersonCell person={person} />
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {view.silent.length === 0 ? null : <Silent silent={view.silent} mayWork={mayWork} />}
      <section aria-labelledby="under-way">
        <h2 id="under-way">{words.underWay.title}</h2>
        {underWay.length === 0 ? (
          <EmptyState>
            {words.underWay.none}{" "}
            <Link className="target" to={addresses.desk.time()}>
              {words.underWay.toTime}
            </Link>
          </EmptyState>
        ) : (
          <Slots caption={words.underWay.title} rows={underWay} />
        )}
      </section>
      <section aria-labelledby="ended">
        <h2 id="ended">{words.ended.title}</h2>
        {ended.length === 0 ? (
          <EmptyState>{words.ended.none}</EmptyState>
        ) : (
          <Slots caption={words.ended.title} rows={ended.map((row) => ({ ...row, state: null }))} />
        )}
      </section>
    </>
  );
}

function Silent({ silent, mayWork }: { silent: OffersView["silent"]; mayWork: boolean }) {
  const { title, lead, waitsOn, waitsOnNamed } = words.silent;
  return (
    <section aria-labelledby="silent">
      <h2 id="silent">{title}</h2>
      <p>{lead}</p>
      <ul className="calls">
        {silent.map(({ requestId, person, asked }) => (
          <li className="card call" key={requestId}>
            <div>
              <PersonCell person={person} />
            </div>
            <p>{asked}</p>
            {mayWork ? (
              <DeskForm method="post" preventScrollReset>
                <input type="hidden" name="request" value={requestId} />
                <DeskButton quiet name="intent" value="waits_on" label={waitsOnNamed(person.since)}>
                  {waitsOn}
                </DeskButton>
              </DeskForm>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

type Listed = OffersView["underWay"][number];
type Row = Omit<Listed, "state"> & { state: Listed["state"] | null };

function Slots({ caption, rows }: { caption: string; rows: Row[] }) {
  const { when, service, state } = words.underWay.columns;
  return (
    <Table caption={caption} columns={[when, service, state]}>
      {rows.map((row) => (
        <tr key={`${row.slotId} ${row.note}`}>
          <Cell column={when}>
            <SlotLink slotId={row.slotId} when={row.when} />
          </Cell>
          <Cell column={service}>{row.service}</Cell>
          <Cell column={state}>
            {row.state ? <Badge tone={row.state.tone}>{row.state.label}</Badge> : null}{" "}
            {row.note === null ? null : <span className="below">{row.note}</span>}
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
