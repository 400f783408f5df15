import { addresses } from "#app/addresses.ts";
import { accountCopy as words } from "#app/copy/desk-account.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { Answer } from "#app/ui/desk/answer.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { orderedErrors } from "#app/ui/form-result.ts";
import { OwnSessions, type SessionView } from "./own-sessions.tsx";
import { PASSWORD_FIELDS, PasswordForm } from "./password-form.tsx";
import { MadeCodes, RecoveryCodes, type RecoveryView } from "./recovery-codes.tsx";

export type AccountView = { email: string; sessions: SessionView[]; recovery: RecoveryView };
type AccountPageProps = AccountView & {
  done: keyof typeof words.done | null;
  /** Codes just created. */
  codes: string[] | null;
  lastResult: LastResult;
};

/** One's own access: password, app, recovery codes, sessions. */
export function AccountPage({ email, sessions, recovery, done, codes, lastResult }: AccountPageProps) {
  const error = lastResult?.status === "error";
  return (
    <>
      <ErrorSummary errors={orderedErrors(lastResult, PASSWORD_FIELDS, "#main-content")} />
      <DeskHeading title={words.title} lead={words.lead(email)} error={error} />
      {done && !error ? <Answer>{words.done[done]}</Answer> : null}
      {codes === null ? null : <MadeCodes codes={codes} />}
      <PasswordForm key={done} email={email} lastResult={lastResult} />
      <section className="card stack">
        <h2>{words.factor.title}</h2>
        <p>{words.factor.lead}</p>
        <DeskForm method="post" action={addresses.desk.factor()}>
          <DeskButton quiet name="intent" value="show">
            {words.factor.start}
          </DeskButton>
        </DeskForm>
      </section>
      <RecoveryCodes {...recovery} />
      <OwnSessions sessions={sessions} />
    </>
  );
}
