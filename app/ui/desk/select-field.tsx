import { describedBy, FieldError } from "#app/ui/field.tsx";

type SelectFieldProps = {
  name: string;
  label: string;
  hint?: string;
  value: string | undefined;
  error: string | undefined;
  options: readonly { value: string; label: string }[];
};

/** One of a list. The field's id is its name, which the error summary links to. */
export function SelectField({ name, label, hint, value, error, options }: SelectFieldProps) {
  return (
    <div>
      <label className="label" htmlFor={name}>
        {label}
      </label>{" "}
      {hint === undefined ? null : (
        <div className="hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      <FieldError id={`${name}-error`} message={error} />
      <select
        className="text"
        id={name}
        name={name}
        defaultValue={value}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={describedBy(name, { hint: hint !== undefined, error: error !== undefined })}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
