import type { LegalDocument } from "#app/copy/legal/document.ts";
import { copy } from "#app/copy/ru.ts";
import { describedBy, FieldError } from "./field.tsx";

type RadioProps = { name: string; value: string; label: string; checked: boolean; first: boolean };

/** One of several. The first option's id is the bare name: the error summary links to it. */
export function Radio({ name, value, label, checked, first }: RadioProps) {
  return (
    <div>
      <label className="choice">
        <input type="radio" id={first ? name : `${name}-${value}`} name={name} value={value} defaultChecked={checked} />
        {` ${label}`}
      </label>
    </div>
  );
}

type ConsentProps = {
  name: string;
  label: string;
  /** Its text stands behind a summary; its own page opens in a new tab, so that nothing typed is lost. */
  document: { href: string; title: string; paragraphs: LegalDocument["paragraphs"] };
  checked: boolean;
  error: string | undefined;
};

/** A checkbox beside the document that it accepts. */
export function ConsentBox({ name, label, document, checked, error }: ConsentProps) {
  return (
    <div className={error === undefined ? "consent" : "consent wrong"}>
      <FieldError id={`${name}-error`} message={error} />
      <div>
        <label className="choice">
          <input
            type="checkbox"
            id={name}
            name={name}
            value="on"
            defaultChecked={checked}
            aria-invalid={error === undefined ? undefined : true}
            aria-describedby={describedBy(name, { hint: false, error: error !== undefined })}
          />
          {` ${label}`}
        </label>
      </div>
      <details>
        <summary>{document.title}</summary>
        {document.paragraphs.map(({ heading, text }) => (
          <p key={heading}>
            <b>{`${heading}.`}</b>
            {` ${text}`}
          </p>
        ))}
        <p className="onward">
          <a href={document.href} target="_blank" rel="noopener">
            {`${copy.form.wholeText} (${copy.newTab})`}
          </a>
        </p>
      </details>
    </div>
  );
}
