import { requestCopy } from "#app/copy/requests.ts";
import { storedCopy as words } from "#app/copy/stored.ts";
import { FocusPlace } from "#app/ui/focus-place.tsx";
import { IntentForm } from "#app/ui/intent-form.tsx";
import { Page } from "#app/ui/page.tsx";
import type { StoredLine, StoredView } from "#app/views/waitlist/stored-view.ts";

/** Everything stored about a person, in words, for themselves. */
export function StoredPage({ facts, consents, events, mails, counts, downloadHref, backHref }: StoredView) {
  return (
    <Page>
      <FocusPlace tone="good" className="said">
        <h1>{words.title}</h1>
        <p className="lead">{words.intro}</p>
      </FocusPlace>
      <section className="narrow" aria-labelledby="request">
        <h2 id="request">{words.requestTitle}</h2>
        <dl>
          {facts.map(({ term, value }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <List id="consents" title={words.consentsTitle} lines={consents} />
      <List id="events" title={words.eventsTitle} lines={events} />
      <List
        id="mails"
        title={words.mailsTitle}
        lines={mails.length > 0 ? mails : [{ key: "none", words: words.noMails }]}
      />
      <List id="more" title={words.countsTitle} lines={counts} />
      <div className="narrow">
        <p>{words.fileLead}</p>
        <IntentForm action={downloadHref} intent="download" button={requestCopy.own.download} download />
        <p className="onward">
          <a href={backHref}>{words.back}</a>
        </p>
      </div>
      <p className="small narrow">{requestCopy.own.keepPrivate}</p>
    </Page>
  );
}

function List({ id, title, lines }: { id: string; title: string; lines: StoredLine[] }) {
  return (
    <section className="narrow" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <ul>
        {lines.map(({ key, words: line }) => (
          <li key={key}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
