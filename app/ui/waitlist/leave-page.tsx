import { requestCopy } from "#app/copy/requests.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { orderedErrors } from "#app/ui/form-result.ts";
import { Page } from "#app/ui/page.tsx";
import { SubmitButton } from "#app/ui/submit-button.tsx";
import { CONTACT_FIELDS, ContactFieldset } from "./contact-fieldset.tsx";

const words = requestCopy.leave;

/** Asks to be taken off the list by the contact that was left. */
export function LeavePage({ lastResult }: { lastResult: LastResult }) {
  return (
    <Page summary={<ErrorSummary errors={orderedErrors(lastResult, CONTACT_FIELDS, "#leave")} />}>
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <div className="card narrow" id="leave">
        <form method="post" noValidate>
          <ContactFieldset legend={words.method} hints={words.hints} lastResult={lastResult} />
          <SubmitButton>{words.submit}</SubmitButton>
        </form>
      </div>
    </Page>
  );
}

/** The same answer whether the contact was on the list or not. */
export function LeaveAnswerPage() {
  return (
    <Page>
      <h1>{words.answerTitle}</h1>
      <p className="lead">{words.answer}</p>
      <p>{words.why}</p>
      <p>
        <a href="/booking/">{words.back}</a>
      </p>
    </Page>
  );
}
