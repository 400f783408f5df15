import type { InputHTMLAttributes, ReactNode } from "react";
import { copy } from "#app/copy/ru.ts";

/** The error beside a field. A screen reader announces it as an error. */
export function FieldError({ id, message }: { id: string; message: string | undefined }) {
  if (message === undefined) return null;
  return (
    <span className="error" id={id}>
      <span className="hidden">{copy.errorPrefix}</span>
      {message}
    </span>
  );
}

/** Ids of the hint and the error that describe a field, in reading order. */
export function describedBy(name: string, { hint, error }: { hint: boolean; error: boolean }): string | undefined {
  const ids = [...(hint ? [`${name}-hint`] : []), ...(error ? [`${name}-error`] : [])];
  return ids.length > 0 ? ids.join(" ") : undefined;
}

type TextFieldProps = {
  name: string;
  label: string;
  hint: string;
  value: string | undefined;
  error: string | undefined;
  input: Pick<
    InputHTMLAttributes<HTMLInputElement>,
    "type" | "inputMode" | "autoComplete" | "autoCapitalize" | "spellCheck" | "min" | "max"
  >;
};

/** One line of text. The field's id is its name, which the error summary links to. */
export function TextField({ name, label, hint, value, error, input }: TextFieldProps) {
  return (
    <>
      <label className="label" htmlFor={name}>
        {label}
      </label>
      <span className="hint" id={`${name}-hint`}>
        {hint}
      </span>
      <FieldError id={`${name}-error`} message={error} />
      <input
        {...input}
        className="text"
        id={name}
        name={name}
        defaultValue={value}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={describedBy(name, { hint: true, error: error !== undefined })}
      />
    </>
  );
}

type FieldGroupProps = { name: string; legend: string; error: string | undefined; hint?: string; children: ReactNode };

/** Questions that belong together, with one error for all of them. */
export function FieldGroup({ name, legend, error, hint, children }: FieldGroupProps) {
  return (
    <fieldset
      className={error === undefined ? undefined : "wrong"}
      aria-describedby={describedBy(name, { hint: hint !== undefined, error: error !== undefined })}
    >
      <legend>{legend}</legend>
      {hint === undefined ? null : (
        <span className="hint" id={`${name}-hint`}>
          {hint}
        </span>
      )}
      <FieldError id={`${name}-error`} message={error} />
      {children}
    </fieldset>
  );
}
