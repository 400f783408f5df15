import { callersCopy } from "#app/copy/consent.ts";
import type { TypedMethod } from "#app/domain/contact/contact.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { SelectField } from "#app/ui/desk/select-field.tsx";
import { errorOf, typedIn } from "#app/ui/form-result.ts";
import { ContactFieldset } from "#app/ui/waitlist/contact-fieldset.tsx";
import type { CallersView } from "#app/views/offers/callers-view.ts";

const words = callersCopy.form;

type AskFormProps = { view: CallersView; methods: readonly TypedMethod[]; lastResult: LastResult };

/** After a refusal everything typed stays, and the hours are those of now. */
export function AskForm({ view, methods, lastResult }: AskFormProps) {
  const { services, hours, chosen } = view;
  const choice = (name: "service" | "hour") => ({
    name,
    value: typedIn(lastResult, name) ?? chosen[name],
    error: errorOf(lastResult, name),
  });
  return (
    <section className="card" aria-labelledby="ask">
      <h2 id="ask">{words.title}</h2>
      <DeskForm method="post" className="stack" noValidate>
        <input type="hidden" name="intent" value="ask" />
        <ContactFieldset legend={words.contact} methods={methods} hints={words.hints} lastResult={lastResult} />
        <SelectField
          {...choice("service")}
          label={words.service}
          options={[{ value: "", label: words.choose }, ...services]}
        />
        <SelectField {...choice("hour")} label={words.hour} hint={words.hourHint} options={hours} />
        <DeskButton>{words.submit}</DeskButton>
      </DeskForm>
    </section>
  );
}
