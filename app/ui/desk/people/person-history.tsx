import type { ReactNode } from "react";
import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { peopleCopy } from "#app/copy/desk-people.ts";
import type { PersonHistory } from "#app/views/people/desk-person-view.ts";
import { StateBadges } from "./state-badges.tsx";

const words = peopleCopy.person;

/** The history between a person and the practice; never a text. */
export function PersonHistoryCards({ others, timeline, consents, mails }: PersonHistory) {
  return (
    <div>
      <History id="timeline" title={words.timeline} empty={words.noTimeline}>
        {timeline.map(({ id, at, what, who, about }) => (
          <li key={id}>
            <span className="above">{about ? `${at} · ${about}` : at}</span> <span>{what}</span>
            {who ? <span className="soft"> · {who}</span> : null}
          </li>
        ))}
      </History>
      {others.length > 0 ? (
        <History id="others" title={words.others}>
          {others.map(({ id, title, since, badges }) => (
            <li key={id}>
              <Link className="target" to={addresses.desk.person(id)}>
                {title}
              </Link>{" "}
              <span className="soft">{peopleCopy.list.since(since)}</span> <StateBadges badges={badges} />
            </li>
          ))}
        </History>
      ) : null}
      <History id="consents" title={words.consents} empty={words.noConsents}>
        {consents.map(({ id, what, withdrawn, about }) => (
          <li key={id}>
            <span>{what}</span>
            {withdrawn ? <strong>, {withdrawn}</strong> : null} {about ? <span className="below">{about}</span> : null}
          </li>
        ))}
      </History>
      <History id="mails" title={words.mails} empty={words.noMails}>
        {mails.map(({ id, what, fate }) => (
          <li key={id}>
            {what}: {fate}
          </li>
        ))}
      </History>
    </div>
  );
}

function History({ id, title, empty, children }: { id: string; title: string; empty?: string; children: ReactNode[] }) {
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children.length === 0 ? <p className="soft">{empty}</p> : <ul className="happened">{children}</ul>}
    </section>
  );
}
