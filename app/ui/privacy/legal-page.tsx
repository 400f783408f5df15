import { addresses } from "#app/addresses.ts";
import type { LegalDocument } from "#app/copy/legal/document.ts";
import { legalCopy } from "#app/copy/legal.ts";
import { Page } from "#app/ui/page.tsx";

/** The exact, dated text of a document. */
export function LegalPage({ document }: { document: LegalDocument }) {
  return (
    <Page>
      <article className="legal">
        <h1>{document.title}</h1>
        <Version of={document} />
        {document.paragraphs.map(({ heading, text }) => (
          <section key={heading}>
            <h2>{heading}</h2>
            <p>{text}</p>
          </section>
        ))}
      </article>
      <Back />
    </Page>
  );
}

/** The exact texts of both consents, one below the other. */
export function ConsentsPage({ documents }: { documents: LegalDocument[] }) {
  return (
    <Page>
      <h1>{legalCopy.consents}</h1>
      {documents.map((document) => (
        <article className="legal" key={document.title}>
          <h2>{document.title}</h2>
          <Version of={document} />
          {document.paragraphs.map(({ heading, text }) => (
            <section key={heading}>
              <h3>{heading}</h3>
              <p>{text}</p>
            </section>
          ))}
        </article>
      ))}
      <Back />
    </Page>
  );
}

function Version({ of: { version } }: { of: LegalDocument }) {
  // A version is its date, and behind it the messengers that it names.
  const day = version.slice(0, "2026-11-30".length);
  const date = new Intl.DateTimeFormat("ru-RU", { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
  return (
    <p className="small">
      <time dateTime={day}>{legalCopy.version(date)}</time>
    </p>
  );
}

function Back() {
  return (
    <p className="onward">
      <a href={addresses.booking()}>{legalCopy.back}</a>
    </p>
  );
}
