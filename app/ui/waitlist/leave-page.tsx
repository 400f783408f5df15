import { addresses } from "#app/addresses.ts";
import { requestCopy } from "#app/copy/requests.ts";
import { copy } from "#app/copy/ru.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { methodsFor } from "#app/domain/contact/contact.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { FocusPlace } from "#app/ui/focus-place.tsx";
import { orderedErrors } from "#app/ui/form-result.ts";
import { Page } from "#app/ui/page.tsx";
import { SubmitButton } from "#app/ui/submit-button.tsx";
import { CONTACT_FIELDS, ContactFieldset } from "./contact-fieldset.tsx";

const words = requestCopy.leave;
const WHOLE_FORM = "#leave";

/** Asks to be taken off the list by the contact that was left. */
export function LeavePage({ messengers, lastResult }: { messengers: Messenger[]; lastResult: LastResult }) {
  const errors = orderedErrors(lastResult, CONTACT_FIELDS, WHOLE_FORM);
  const ofFields = errors.some(({ href }) => href !== WHOLE_FORM);
  return (
    <Page summary={<ErrorSummary errors={errors} title={ofFields ? copy.form.problem : words.notTaken} />}>
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <div className="card narrow" id="leave">
        <form method="post" action={addresses.leave()} noValidate>
          <ContactFieldset
            legend={words.method}
            methods={methodsFor(messengers)}
            hints={words.hints}
            lastResult={lastResult}
          />
          <SubmitButton>{words.submit}</SubmitButton>
        </form>
      </div>
    </Page>
  );
}

/** The same answer whether the contact was on the list or not. */
export function LeaveAnswerPage({ messengers }: { messengers: Messenger[] }) {
  return (
    <Page>
      <FocusPlace tone="good" className="said">
        <h1>{words.answerTitle}</h1>
        <p className="lead">{words.answer(messengers.includes("telegram"))}</p>
      </FocusPlace>
      <p>{words.why}</p>
      <p className="onward">
        <a href={addresses.booking()}>{words.back}</a>
      </p>
    </Page>
  );
}
