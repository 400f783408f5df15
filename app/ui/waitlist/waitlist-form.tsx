import { copy } from "#app/copy/ru.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { HONEYPOT } from "#app/forms/waitlist/waitlist-form.ts";
import { ConsentBox } from "#app/ui/choice.tsx";
import type { SummaryError } from "#app/ui/error-summary.tsx";
import { FieldGroup } from "#app/ui/field.tsx";
import { errorOf, orderedErrors, typedIn } from "#app/ui/form-result.ts";
import { SubmitButton } from "#app/ui/submit-button.tsx";
import { CONTACT_FIELDS, ContactFieldset } from "./contact-fieldset.tsx";
import { WINDOW, WindowFieldset } from "./window-fieldset.tsx";

const PERSONAL_DATA = "consent_personal_data";
const COMMUNICATIONS = "consent_communications";

/** The target of the summary's links for errors without a field: the part of the page to continue with. */
export const WHOLE_FORM = "#waitlist";

/** The errors of the form for the summary, in the order of the page. */
export function waitlistErrors(lastResult: LastResult): SummaryError[] {
  return orderedErrors(lastResult, [...CONTACT_FIELDS, WINDOW, PERSONAL_DATA, COMMUNICATIONS], WHOLE_FORM);
}

/** The waitlist's form, filled with what was sent. It posts to its own address, so the service and campaign stay. */
export function WaitlistForm({ lastResult }: { lastResult: LastResult }) {
  const words = copy.form;
  const { email, phone, telegram } = words.contact;
  const consent = (name: string, { label, link, href }: typeof words.personalData | typeof words.communications) => (
    <ConsentBox
      name={name}
      label={label}
      document={{ href, title: link }}
      checked={typedIn(lastResult, name) === "on"}
      error={errorOf(lastResult, name)}
    />
  );
  return (
    <form method="post" noValidate>
      <ContactFieldset
        legend={words.method}
        hints={{ email: email.hint, phone: phone.hint, telegram: telegram.hint }}
        lastResult={lastResult}
      />
      <WindowFieldset legend={words.window} chosen={typedIn(lastResult, WINDOW)} error={errorOf(lastResult, WINDOW)} />
      <FieldGroup name="consents" legend={words.consents} hint={words.consentsHint} error={undefined}>
        {consent(PERSONAL_DATA, words.personalData)}
        {consent(COMMUNICATIONS, words.communications)}
      </FieldGroup>
      <div className="away" aria-hidden="true">
        <label htmlFor={HONEYPOT}>{words.honeypot}</label>
        <input id={HONEYPOT} name={HONEYPOT} tabIndex={-1} autoComplete="off" />
      </div>
      <SubmitButton>{words.submit}</SubmitButton>
      <p className="small">
        {words.afterSubmit} {copy.adultsOnly}
      </p>
    </form>
  );
}
