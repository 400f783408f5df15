import { copy } from "#app/copy/ru.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { methodsFor } from "#app/domain/contact/contact.ts";
import { fieldOf, HONEYPOT, INSTEAD_OF, SURE } from "#app/forms/field-names.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import type { SummaryError } from "#app/ui/error-summary.tsx";
import { errorOf, orderedErrors, typedIn } from "#app/ui/form-result.ts";
import { SubmitButton } from "#app/ui/submit-button.tsx";
import { CONSENT_FIELDS, ConsentFieldset } from "./consent-fieldset.tsx";
import { CONTACT_FIELDS, ContactFieldset } from "./contact-fieldset.tsx";
import { WINDOW, WindowFieldset } from "./window-fieldset.tsx";

const EMAIL = fieldOf("email");

/** The target of the summary's links for errors without a field: the part of the page to continue with. */
export const WHOLE_FORM = "#waitlist";

/** The errors of the form for the summary, in the order of the page. */
export function waitlistErrors(lastResult: LastResult): SummaryError[] {
  return orderedErrors(lastResult, [...CONTACT_FIELDS, WINDOW, ...CONSENT_FIELDS], WHOLE_FORM);
}

type WaitlistFormProps = {
  action: string;
  /** Those that are switched on: the form and its documents name no other. */
  messengers: Messenger[];
  lastResult: LastResult;
  submit?: string;
  forHour?: boolean;
};

/** The waitlist's form, filled with the sent values. `action` names the service and the campaign. `forHour`: no window is asked for. */
export function WaitlistForm({ action, messengers, lastResult, submit, forHour = false }: WaitlistFormProps) {
  const words = copy.form;
  // The one error beside a readable address is the question about a slip.
  const sure = typedIn(lastResult, errorOf(lastResult, EMAIL) === undefined ? SURE : EMAIL);
  const insteadOf = typedIn(lastResult, INSTEAD_OF);
  const { email, phone, telegram } = words.contact;
  return (
    <form method="post" action={action} noValidate>
      <ContactFieldset
        legend={words.method}
        methods={methodsFor(messengers)}
        hints={{ email: email.hint, phone: phone.hint, telegram: telegram.hint }}
        lastResult={lastResult}
      />
      {forHour ? null : (
        <WindowFieldset
          legend={words.window}
          chosen={typedIn(lastResult, WINDOW)}
          error={errorOf(lastResult, WINDOW)}
        />
      )}
      <ConsentFieldset messengers={messengers} lastResult={lastResult} />
      <div className="away" aria-hidden="true">
        <label htmlFor={HONEYPOT}>{words.honeypot}</label>
        <div>
          <input id={HONEYPOT} name={HONEYPOT} tabIndex={-1} autoComplete="off" />
        </div>
      </div>
      {sure === undefined ? null : <input type="hidden" name={SURE} value={sure} />}
      {insteadOf === undefined ? null : <input type="hidden" name={INSTEAD_OF} value={insteadOf} />}
      <SubmitButton>{submit ?? words.submit}</SubmitButton>
      <p className="small">
        {words.afterSubmit} {copy.adultsOnly}
      </p>
    </form>
  );
}
