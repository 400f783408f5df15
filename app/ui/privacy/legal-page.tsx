import { addresses } from "#app/addresses.ts";
import { legalCopy, versionDay } from "#app/copy/legal.ts";
import type { DocumentSlug, DocumentVersion } from "#app/domain/practice/documents.ts";
import { Page } from "#app/ui/page.tsx";

type Shown = DocumentVersion & { slug: DocumentSlug };

/** The exact, dated text of a document. `earlier`: another version is in force by now. */
export function LegalPage({ document, earlier = false }: { document: Shown; earlier?: boolean }) {
  return (
    <Page>
      <article className="legal">
        <h1>{document.title}</h1>
        <Version of={document} />
        {earlier ? (
          <p>
            {legalCopy.earlier} <a href={addresses.legal(document.slug)}>{legalCopy.current}</a>.
          </p>
        ) : null}
        {document.paragraphs.map(({ heading, text }) => (
          <section key={heading}>
            <h2>{heading}</h2>
            <p>{text}</p>
          </section>
        ))}
      </article>
      <p className="onward">
        <a href={addresses.legalVersion(document.slug, document.version)}>{legalCopy.own}</a>{" "}
        <a href={addresses.booking()}>{legalCopy.back}</a>
      </p>
    </Page>
  );
}

/** The exact texts of both consents, one below the other. */
export function ConsentsPage({ documents }: { documents: Shown[] }) {
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
      <p className="onward">
        <a href={addresses.booking()}>{legalCopy.back}</a>
      </p>
    </Page>
  );
}

function Version({ of: { version } }: { of: DocumentVersion }) {
  const { day, label } = versionDay(version);
  return (
    <p className="small">
      <time dateTime={day}>{legalCopy.version(label)}</time>
    </p>
  );
}
