import { invitationCopy as words } from "#app/copy/desk-door.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { DeskFrame } from "#app/ui/desk/desk-frame.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { TextField } from "#app/ui/field.tsx";
import { errorOf, orderedErrors } from "#app/ui/form-result.ts";
import { SubmitButton } from "#app/ui/submit-button.tsx";
import { FactorKey, type FactorView } from "./factor-key.tsx";
import { UsernameField } from "./username-field.tsx";

type Invitation = { email: string; factor: FactorView };

type InvitationPageProps = { action: string; invitation: Invitation; lastResult: LastResult };

/** A password and an authenticator app, proven by a first code. */
export function InvitationPage({ action, invitation, lastResult }: InvitationPageProps) {
  const { email, factor } = invitation;
  return (
    <DeskFrame operator={null}>
      <ErrorSummary errors={orderedErrors(lastResult, ["password", "code"], "#password")} />
      <DeskHeading title={words.title} lead={words.lead(email)} error={lastResult?.status === "error"} />
      <form method="post" action={action} className="card narrow stack" noValidate>
        <UsernameField email={email} />
        <div>
          <TextField
            name="password"
            label={words.password.label}
            hint={words.password.hint}
            value={undefined}
            error={errorOf(lastResult, "password")}
            input={{ type: "password", autoComplete: "new-password" }}
          />
        </div>
        <section>
          <h2>{words.app}</h2>
          <p>{words.appLead}</p>
          <FactorKey {...factor} />
        </section>
        <div>
          <TextField
            name="code"
            label={words.code.label}
            hint={words.code.hint}
            value={undefined}
            error={errorOf(lastResult, "code")}
            input={{ type: "text", inputMode: "numeric", autoComplete: "one-time-code" }}
          />
        </div>
        <SubmitButton>{words.submit}</SubmitButton>
      </form>
    </DeskFrame>
  );
}
