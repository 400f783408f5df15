import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { documentsCopy as words } from "#app/copy/desk-documents.ts";
import type { DocumentSlug, DocumentText } from "#app/domain/practice/documents.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { Answer, AnswerPlace } from "#app/ui/desk/answer.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { TextField } from "#app/ui/field.tsx";
import { errorOf, orderedErrors, typedIn } from "#app/ui/form-result.ts";
import type { DocumentsView } from "#app/views/practice/documents-view.ts";

const FIELDS = ["operator", "tax_number", "address", "contact"] as const;

/** Texts that are not published yet. `mark`: the details that they name. */
type Draft = { mark: string; texts: (DocumentText & { slug: DocumentSlug })[] };
type DocumentsPageProps = {
  view: DocumentsView;
  done: keyof typeof words.done | null;
  draft: Draft | null;
  told: string | null;
  lastResult: LastResult;
};

/** Who answers for the data; the texts that this gives, in full, before they are published; and every version so far. */
export function DocumentsPage({ view, done, draft, told, lastResult }: DocumentsPageProps) {
  return (
    <>
      <ErrorSummary errors={orderedErrors(lastResult, FIELDS, "#main-content")} />
      <Link className="back target" to={addresses.desk.settings()}>
        {words.back}
      </Link>
      <DeskHeading title={words.title} error={lastResult?.status === "error"} lead={words.lead} />
      {done && !lastResult ? <Answer>{words.done[done]}</Answer> : null}
      {told === null ? null : <Answer>{told}</Answer>}
      <DeskForm method="post" className="stack" noValidate>
        <input type="hidden" name="seen" value={view.seen} />
        {FIELDS.map((name) => (
          <div key={name}>
            <TextField
              name={name}
              {...words[name]}
              value={typedIn(lastResult, name) ?? view.values[name]}
              error={errorOf(lastResult, name)}
              input={{ type: "text", autoComplete: "off" }}
            />
          </div>
        ))}
        <div className="actions">
          <DeskButton quiet={draft !== null} name="intent" value="preview">
            {words.preview}
          </DeskButton>
        </div>
        {draft === null ? null : (
          <AnswerPlace>
            <DraftTexts {...draft} />
          </AnswerPlace>
        )}
      </DeskForm>
      <Editions editions={view.editions} />
    </>
  );
}

function DraftTexts({ mark, texts }: Draft) {
  return (
    <section className="card stack" aria-labelledby="draft">
      <h2 id="draft">{words.draft.title}</h2>
      <p>{words.draft.lead}</p>
      <input type="hidden" name="shown" value={mark} />
      {texts.map(({ slug, title, paragraphs }) => (
        <article key={slug}>
          <h3>{title}</h3>
          {paragraphs.map(({ heading, text }) => (
            <p key={heading}>
              <b>{`${heading}.`}</b> {text}
            </p>
          ))}
        </article>
      ))}
      <DeskButton name="intent" value="publish">
        {words.publish}
      </DeskButton>
    </section>
  );
}

function Editions({ editions }: Pick<DocumentsView, "editions">) {
  return (
    <section className="stack" aria-labelledby="editions">
      <h2 id="editions">{words.inForce.title}</h2>
      {editions.length === 0 ? <p>{words.inForce.none}</p> : null}
      {editions.map(({ version, label, links }) => (
        <div key={version}>
          <p>{label}</p>
          <ul className="links">
            {links.map(({ href, name }) => (
              <li key={href}>
                <a className="target" href={href}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}
