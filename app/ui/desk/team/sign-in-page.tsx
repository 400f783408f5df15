import { useLocation } from "react-router";
import { addresses } from "#app/addresses.ts";
import { signInCopy as words } from "#app/copy/desk-door.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { DeskFrame } from "#app/ui/desk/desk-frame.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { Notice } from "#app/ui/desk/notice.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { TextField } from "#app/ui/field.tsx";
import { errorOf, orderedErrors, typedIn } from "#app/ui/form-result.ts";
import { SubmitButton } from "#app/ui/submit-button.tsx";
import { CodeForms } from "./code-forms.tsx";

type SignInPageProps = {
  step: "password" | "code";
  /** How an earlier session ended, if there was one. */
  why: keyof typeof words.why | null;
  lastResult: LastResult;
};

/** The desk's sign-in, one step at a time. */
export function SignInPage({ step, why, lastResult }: SignInPageProps) {
  const fields = step === "password" ? ["email", "password"] : ["code", "recovery_code"];
  const error = lastResult?.status === "error";
  const { pathname, search } = useLocation();
  // The query names the page to continue with.
  const action = pathname + search;
  return (
    <DeskFrame operator={null}>
      <ErrorSummary errors={orderedErrors(lastResult, fields, `#${fields[0]}`)} />
      {step === "password" ? (
        <>
          <DeskHeading title={words.title} lead={words.lead} error={error} />
          {why === null || error ? null : <Notice tone={why === "unsent" ? "bad" : "good"}>{words.why[why]}</Notice>}
          <PasswordStep action={action} lastResult={lastResult} />
        </>
      ) : (
        <>
          <DeskHeading title={words.codeTitle} lead={words.codeLead} error={error} />
          <CodeStep action={action} lastResult={lastResult} />
        </>
      )}
      <p>
        <a className="target" href={addresses.booking()}>
          {words.toBooking}
        </a>
      </p>
    </DeskFrame>
  );
}

type StepProps = { action: string; lastResult: LastResult };

function PasswordStep({ action, lastResult }: StepProps) {
  return (
    <form method="post" action={action} className="card narrow stack" noValidate>
      <input type="hidden" name="intent" value="password" />
      <div>
        <TextField
          name="email"
          label={words.email.label}
          hint={words.email.hint}
          value={typedIn(lastResult, "email")}
          error={errorOf(lastResult, "email")}
          input={{ type: "email", autoComplete: "username", autoCapitalize: "none", spellCheck: false }}
        />
      </div>
      <div>
        <TextField
          name="password"
          label={words.password.label}
          hint={words.password.hint}
          value={undefined}
          error={errorOf(lastResult, "password")}
          input={{ type: "password", autoComplete: "current-password" }}
        />
      </div>
      <SubmitButton>{words.next}</SubmitButton>
    </form>
  );
}

function CodeStep({ action, lastResult }: StepProps) {
  return (
    <CodeForms
      action={action}
      code={{ name: "code", ...words.code, error: errorOf(lastResult, "code"), hidden: [["intent", "code"]] }}
      recovery={{
        name: "recovery_code",
        error: errorOf(lastResult, "recovery_code"),
        hidden: [["intent", "recovery"]],
      }}
      submit={words.submit}
    >
      <form method="post" action={action}>
        <button type="submit" className="plain" name="intent" value="again">
          {words.again}
        </button>
      </form>
    </CodeForms>
  );
}
