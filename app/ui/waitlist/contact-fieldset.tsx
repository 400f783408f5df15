import type { ComponentProps } from "react";
import { copy } from "#app/copy/ru.ts";
import { TYPED_METHODS, type TypedMethod } from "#app/domain/contact/contact.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { Radio } from "#app/ui/choice.tsx";
import { FieldGroup, TextField } from "#app/ui/field.tsx";
import { errorOf, typedIn } from "#app/ui/form-result.ts";

const METHOD = "preferred_contact_method";
/** Names of the fieldset's fields, in the order of the page. */
export const CONTACT_FIELDS = [METHOD, ...TYPED_METHODS.map((method) => `contact_${method}`)];

const INPUTS: Record<TypedMethod, ComponentProps<typeof TextField>["input"]> = {
  email: { type: "email", inputMode: "email", autoComplete: "email", spellCheck: false },
  phone: { type: "tel", autoComplete: "tel" },
  telegram: { type: "text", autoCapitalize: "none", spellCheck: false },
};

type ContactFieldsetProps = {
  legend: string;
  methods: readonly TypedMethod[];
  hints: Record<TypedMethod, string>;
  lastResult: LastResult;
};

/** One method and its contact. CSS shows the chosen one; where CSS cannot hide the others, all stay visible. */
export function ContactFieldset({ legend, methods, hints, lastResult }: ContactFieldsetProps) {
  const chosen = typedIn(lastResult, METHOD);
  return (
    <FieldGroup name={METHOD} legend={legend} error={errorOf(lastResult, METHOD)}>
      {methods.map((method, index) => {
        const name = `contact_${method}`;
        const value = typedIn(lastResult, name);
        const error = errorOf(lastResult, name);
        const open = error !== undefined || (value !== undefined && chosen === undefined);
        return (
          <div className="method" key={method}>
            <Radio
              name={METHOD}
              value={method}
              label={copy.form.methods[method]}
              checked={chosen === method}
              first={index === 0}
            />
            <div
              className={["reveal", error === undefined ? "" : "wrong", open ? "open" : ""].filter(Boolean).join(" ")}
            >
              <TextField
                name={name}
                label={copy.form.contact[method].label}
                hint={hints[method]}
                value={value}
                error={error}
                input={INPUTS[method]}
              />
            </div>
          </div>
        );
      })}
    </FieldGroup>
  );
}
