import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { offerRulesCopy as words } from "#app/copy/offer-rules.ts";
import { ROWS, SERVICE_ANSWERS } from "#app/domain/offers/rules-change.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { Radio } from "#app/ui/choice.tsx";
import { Answer } from "#app/ui/desk/answer.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { FieldGroup, TextField } from "#app/ui/field.tsx";
import { errorOf, orderedErrors, typedIn } from "#app/ui/form-result.ts";
import type { OfferRulesView } from "#app/views/offers/rules-view.ts";

const FIELDS = [
  ...ROWS.flatMap((nth) => [`over_${nth}`, `hold_${nth}`, `at_once_${nth}`]),
  ...["quiet_from", "quiet_to", "list_first", "automatic", "undo_delay", "weekly_cap", "minimum_notice"],
];

type Props = {
  view: OfferRulesView;
  done: keyof typeof words.done | null;
  told: string | null;
  lastResult: LastResult;
};

/** The owner's rules of offers, in plain words. */
export function OfferRulesPage({ view, done, told, lastResult }: Props) {
  return (
    <>
      <ErrorSummary errors={orderedErrors(lastResult, FIELDS, "#main-content")} />
      <Link className="target back" to={addresses.desk.settings()}>
        {words.back}
      </Link>
      <DeskHeading title={words.title} lead={words.lead} error={lastResult?.status === "error"} />
      {told ? <Answer>{told}</Answer> : done && !lastResult ? <Answer>{words.done[done]}</Answer> : null}
      <p>{words.underWay}</p>
      <RulesForm view={view} lastResult={lastResult} />
    </>
  );
}

function RulesForm({ view, lastResult }: Pick<Props, "view" | "lastResult">) {
  const shown = (name: string) => typedIn(lastResult, name) ?? view.values[name];
  const number = (name: string, label: string, hint: string) => (
    <div>
      <TextField
        name={name}
        label={label}
        hint={hint}
        value={shown(name)}
        error={errorOf(lastResult, name)}
        input={{ type: "text", inputMode: "numeric", autoComplete: "off" }}
      />
    </div>
  );
  const time = (name: string, label: string) => (
    <div>
      <TextField
        name={name}
        label={label}
        hint={words.quiet.hint}
        value={shown(name)}
        error={errorOf(lastResult, name)}
        input={{ type: "text", autoComplete: "off" }}
      />
    </div>
  );
  const yesOrNo = (name: string, { legend, hint, yes, no }: Record<"legend" | "hint" | "yes" | "no", string>) => (
    <FieldGroup name={name} legend={legend} hint={hint} error={errorOf(lastResult, name)}>
      <Radio name={name} value="yes" label={yes} checked={shown(name) === "yes"} first />
      <Radio name={name} value="no" label={no} checked={shown(name) === "no"} first={false} />
    </FieldGroup>
  );
  const { ladder, quiet, other } = words;
  return (
    <DeskForm method="post" className="stack" noValidate>
      <input type="hidden" name="seen" value={view.seen} />
      <section className="card stack" aria-labelledby="ladder">
        <h2 id="ladder">{ladder.title}</h2>
        <p>{ladder.lead}</p>
        {ROWS.map((nth, index) => {
          const calls = nth === "call";
          return (
            <fieldset key={nth}>
              <legend>{calls ? ladder.calls : ladder.row(index + 1)}</legend>
              <div className="thirds">
                {calls ? null : number(`over_${nth}`, ladder.over, ladder.overHint)}
                {number(`hold_${nth}`, ladder.hold, ladder.holdHint)}
                {number(`at_once_${nth}`, ladder.atOnce, ladder.atOnceHint)}
              </div>
            </fieldset>
          );
        })}
      </section>
      <section className="card stack" aria-labelledby="quiet">
        <h2 id="quiet">{quiet.title}</h2>
        <p>{quiet.lead}</p>
        <div className="thirds">
          {time("quiet_from", quiet.from)}
          {time("quiet_to", quiet.to)}
        </div>
      </section>
      <section className="card stack" aria-labelledby="other">
        <h2 id="other">{other.title}</h2>
        {yesOrNo("list_first", words.listFirst)}
        {yesOrNo("automatic", words.automatic)}
        {number("undo_delay", other.undo, other.undoHint)}
        {number("weekly_cap", other.cap, other.capHint)}
        {number("minimum_notice", other.notice, other.noticeHint)}
      </section>
      {view.services.length === 0 ? null : <Services view={view} />}
      <DeskButton>{words.save}</DeskButton>
    </DeskForm>
  );
}

function Services({ view }: Pick<Props, "view">) {
  const { title, lead } = words.services;
  return (
    <section className="card stack" aria-labelledby="services">
      <h2 id="services">{title}</h2>
      <p>{lead}</p>
      {view.services.map((service) => (
        <div key={service.id}>
          <label className="label" htmlFor={`service-${service.id}`}>
            {service.title}
          </label>{" "}
          <select
            className="text"
            id={`service-${service.id}`}
            name="services"
            defaultValue={`${service.id}:${service.answer}`}
          >
            {SERVICE_ANSWERS.map((answer) => (
              <option key={answer} value={`${service.id}:${answer}`}>
                {words.services[answer]}
              </option>
            ))}
          </select>
        </div>
      ))}
    </section>
  );
}
