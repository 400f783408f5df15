import type { LegalDocument } from "#app/copy/legal/document.ts";
import { legalCopy } from "#app/copy/legal.ts";
import { Page } from "#app/ui/page.tsx";

/** The exact, dated text of a document. */
export function LegalPage({ document: { title, version, paragraphs } }: { document: LegalDocument }) {
  const date = new Intl.DateTimeFormat("ru-RU", { dateStyle: "long", timeZone: "UTC" }).format(new Date(version));
  return (
    <Page>
      <article className="legal">
        <h1>{title}</h1>
        <p className="small">
          <time dateTime={version}>{legalCopy.version(date)}</time>
        </p>
        {paragraphs.map(({ heading, text }) => (
          <section key={heading}>
            <h2>{heading}</h2>
            <p>{text}</p>
          </section>
        ))}
      </article>
      <p>
        <a href="/booking/">{legalCopy.back}</a>
      </p>
    </Page>
  );
}
