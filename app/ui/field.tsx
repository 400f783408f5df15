import type { InputHTMLAttributes, ReactNode } from "react";
import { copy } from "#app/copy/ru.ts";
import { errorWords } from "./error-words.ts";

/** The error beside a field. A screen reader announces it as an error. */
export function FieldError({ id, message }: { id: string; message: string | undefined }) {
  if (message === undefined) return null;
  const { what, why } = errorWords(message);
  return (
    <div className="error" id={id}>
      <span className="hidden">{copy.errorPrefix}</span>
      <span>{what}</span>
      {why === null ? null : <div className="why">{why}</div>}
    </div>
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
      <div className="hint" id={`${name}-hint`}>
        {hint}
      </div>
      <FieldError id={`${name}-error`} message={error} />
      <div>
        <input
          {...input}
          className="text"
          id={name}
          name={name}
          defaultValue={value}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={describedBy(name, { hint: true, error: error !== undefined })}
        />
      </div>
    </>
  );
}

type FieldGroupProps = {
  name: string;
  legend: string;
  titled?: boolean;
  error: string | undefined;
  hint?: string;
  children: ReactNode;
};

/** A group of questions with one error for all of them. `titled`: a heading above it shows what it asks. */
export function FieldGroup({ name, legend, titled = false, error, hint, children }: FieldGroupProps) {
  return (
    <fieldset
      className={error === undefined ? undefined : "wrong"}
      aria-describedby={describedBy(name, { hint: hint !== undefined, error: error !== undefined })}
    >
      <legend className={titled ? "hidden" : undefined}>{legend}</legend>
      {hint === undefined ? null : (
        <div className="hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      <FieldError id={`${name}-error`} message={error} />
      {children}
    </fieldset>
  );
}
