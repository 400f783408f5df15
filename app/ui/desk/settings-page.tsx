import { Form } from "react-router";
import { settingsCopy as words } from "#app/copy/desk-door.ts";
import type { Practice } from "#app/domain/availability.ts";
import { may, type Operator } from "#app/domain/operator.ts";
import { ErrorSummary } from "../error-summary.tsx";
import { TextField } from "../field.tsx";
import { errorOf, type LastResult, orderedErrors, typedIn } from "../form-result.ts";
import { DeskButton } from "./desk-button.tsx";
import { DeskHeading } from "./heading.tsx";
import { Notice } from "./notice.tsx";
import { type Colleague, Team } from "./team.tsx";

type SettingsPageProps = {
  practice: Practice;
  operator: Operator;
  team: Colleague[] | null;
  done: keyof typeof words.done | null;
  lastResult: LastResult;
  /** The address of an invitation just made: this page shows it once. */
  invitation: string | null;
};

export function SettingsPage({ practice, operator, team, done, lastResult, invitation }: SettingsPageProps) {
  return (
    <>
      <ErrorSummary errors={orderedErrors(lastResult, ["working_days", "email", "role"], "#main-content")} />
      <DeskHeading title={words.title} error={lastResult?.status === "error"} />
      {done && !lastResult ? <Notice>{words.done[done]}</Notice> : null}
      {invitation === null ? null : <Invitation address={invitation} />}
      <section className="card stack">
        <h2>{words.promise.title}</h2>
        <p>{words.promise.lead}</p>
        {may(operator, "change_settings") ? (
          <PromiseForm practice={practice} lastResult={lastResult} />
        ) : (
          <p>{words.promise.now(practice.answerWithinWorkingDays)}</p>
        )}
        <p>
          {words.timeZone}: {practice.timeZone}
        </p>
      </section>
      {team === null ? null : <Team team={team} self={operator.id} lastResult={lastResult} />}
      <section className="card stack">
        <h2>{words.sessions.title}</h2>
        <p>{words.sessions.lead}</p>
        <Form method="post" reloadDocument>
          <DeskButton quiet name="intent" value="everywhere">
            {words.sessions.button}
          </DeskButton>
        </Form>
      </section>
    </>
  );
}

function PromiseForm({ practice, lastResult }: { practice: Practice; lastResult: LastResult }) {
  return (
    <Form method="post" className="stack" noValidate>
      <input type="hidden" name="intent" value="promise" />
      <div>
        <TextField
          name="working_days"
          label={words.promise.label}
          hint={words.promise.hint}
          value={typedIn(lastResult, "working_days") ?? String(practice.answerWithinWorkingDays)}
          error={errorOf(lastResult, "working_days")}
          input={{ type: "text", inputMode: "numeric", autoComplete: "off" }}
        />
      </div>
      <DeskButton>{words.promise.save}</DeskButton>
    </Form>
  );
}

function Invitation({ address }: { address: string }) {
  return (
    <Notice>
      <h2>{words.team.linkTitle}</h2>
      <p>{words.team.link}</p>
      <p>
        <code>{address}</code>
      </p>
    </Notice>
  );
}
