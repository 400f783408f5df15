import { describedBy, FieldError } from "#app/ui/field.tsx";

type TextAreaProps = {
  name: string;
  label: string;
  hint: string;
  value: string | undefined;
  error: string | undefined;
  rows: number;
};

/** Several lines of text. The field's id is its name, which the error summary links to. */
export function TextArea({ name, label, hint, value, error, rows }: TextAreaProps) {
  return (
    <div>
      <label className="label" htmlFor={name}>
        {label}
      </label>
      <div className="hint" id={`${name}-hint`}>
        {hint}
      </div>
      <FieldError id={`${name}-error`} message={error} />
      <textarea
        className="text"
        id={name}
        name={name}
        rows={rows}
        defaultValue={value}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={describedBy(name, { hint: true, error: error !== undefined })}
      />
    </div>
  );
}
