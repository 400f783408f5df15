import { describedBy, FieldError } from "./field.tsx";

type RadioProps = { name: string; value: string; label: string; checked: boolean; first: boolean };

/** One of several. The first option's id is the bare name: the error summary links to it. */
export function Radio({ name, value, label, checked, first }: RadioProps) {
  return (
    <label className="choice">
      <input type="radio" id={first ? name : `${name}-${value}`} name={name} value={value} defaultChecked={checked} />
      {label}
    </label>
  );
}

type ConsentProps = {
  name: string;
  label: string;
  document: { href: string; title: string };
  checked: boolean;
  error: string | undefined;
};

/** A checkbox beside the document that it accepts. */
export function ConsentBox({ name, label, document, checked, error }: ConsentProps) {
  return (
    <div className={error === undefined ? "consent" : "consent wrong"}>
      <FieldError id={`${name}-error`} message={error} />
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
        {label}
      </label>
      <a href={document.href}>{document.title}</a>
    </div>
  );
}
