import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { deskCopy } from "#app/copy/desk.ts";
import { documentsCopy } from "#app/copy/desk-documents.ts";
import { settingsCopy as words } from "#app/copy/desk-door.ts";
import { offerRulesCopy } from "#app/copy/offer-rules.ts";
import { aboutCopy } from "#app/copy/practice.ts";
import { may, type Operator, type OperatorRole } from "#app/domain/team/operator.ts";
import type { Practice } from "#app/domain/timetable/availability.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { Answer } from "#app/ui/desk/answer.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { TextField } from "#app/ui/field.tsx";
import { errorOf, orderedErrors, typedIn } from "#app/ui/form-result.ts";
import { type ColleagueRow, Team } from "./team.tsx";

type SettingsPageProps = {
  practice: Practice;
  zone: string;
  operator: Operator;
  team: ColleagueRow[] | null;
  done: keyof typeof words.done | null;
  /** The setting already had this value, and who set it. */
  told: string | null;
  lastResult: LastResult;
  invitation: Invitation | null;
};

/** An invitation just created: this page shows its address once. `known`: the invited operator's present role. */
type Invitation = { address: string; email: string; role: OperatorRole; known: OperatorRole | null };

export function SettingsPage({
  practice,
  zone,
  operator,
  team,
  done,
  told,
  lastResult,
  invitation,
}: SettingsPageProps) {
  return (
    <>
      <ErrorSummary errors={orderedErrors(lastResult, ["working_days", "email", "role"], "#main-content")} />
      <DeskHeading title={words.title} error={lastResult?.status === "error"} />
      {done && !lastResult ? <Answer>{words.done[done]}</Answer> : null}
      {told === null ? null : <Answer>{told}</Answer>}
      {invitation === null ? null : <InvitationLink {...invitation} />}
      {may(operator, "change_settings") ? (
        <section className="card stack">
          <h2>{aboutCopy.title}</h2>
          <p>{aboutCopy.linkLead}</p>
          <Link className="target" to={addresses.desk.practice()}>
            {aboutCopy.link}
          </Link>
        </section>
      ) : null}
      {may(operator, "change_settings") ? (
        <section className="card stack">
          <h2>{documentsCopy.title}</h2>
          <p>{documentsCopy.linkLead}</p>
          <Link className="target" to={addresses.desk.documents()}>
            {documentsCopy.link}
          </Link>
        </section>
      ) : null}
      <section className="card stack">
        <h2>{words.promise.title}</h2>
        <p>{words.promise.lead}</p>
        {may(operator, "change_settings") ? (
          <PromiseForm practice={practice} lastResult={lastResult} />
        ) : (
          <p>{words.promise.now(practice.answerWithinWorkingDays)}</p>
        )}
        <p>{words.zone(zone)}</p>
      </section>
      {may(operator, "change_settings") ? (
        <section className="card stack">
          <h2>{offerRulesCopy.title}</h2>
          <p>{offerRulesCopy.linkLead}</p>
          <Link className="target" to={addresses.desk.offerRules()}>
            {offerRulesCopy.link}
          </Link>
        </section>
      ) : null}
      {team === null ? null : <Team team={team} self={operator.id} lastResult={lastResult} />}
      <p>
        <Link className="target" to={addresses.desk.calendar()}>
          {words.calendar}
        </Link>
      </p>
      <p>
        <Link className="target" to={addresses.desk.account()}>
          {words.account}
        </Link>
      </p>
    </>
  );
}

function PromiseForm({ practice, lastResult }: { practice: Practice; lastResult: LastResult }) {
  return (
    <DeskForm method="post" className="stack" noValidate>
      <input type="hidden" name="intent" value="promise" />
      <input type="hidden" name="seen" value={practice.answerWithinWorkingDays} />
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
    </DeskForm>
  );
}

function InvitationLink({ address, email, role, known }: Invitation) {
  return (
    <Answer>
      <h2>{words.team.linkTitle}</h2>
      <p>
        <strong>{words.team.linkFor(email, deskCopy.roles[role])}</strong>
      </p>
      {known === null ? null : <p>{words.team.linkKnown(deskCopy.roles[known])}</p>}
      <p>{words.team.link}</p>
      <label className="label" htmlFor="invitation">
        {words.team.linkField}
      </label>{" "}
      <span className="hint" id="invitation-hint">
        {words.team.linkHint}
      </span>{" "}
      <input
        className="text"
        id="invitation"
        type="text"
        readOnly
        value={address}
        aria-describedby="invitation-hint"
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
    </Answer>
  );
}
