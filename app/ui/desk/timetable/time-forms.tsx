import { Fragment } from "react";
import { timeCopy as words } from "#app/copy/desk-time.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { ANY_SERVICE, WEEKDAYS } from "#app/forms/timetable/time-form.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { SelectField } from "#app/ui/desk/select-field.tsx";
import { FieldError, FieldGroup, TextField } from "#app/ui/field.tsx";
import { errorOf, typedIn } from "#app/ui/form-result.ts";
import type { TimeView } from "#app/views/timetable/time-view.ts";

/** In the order of the page. */
export const TIME_FIELDS = [
  ...["date", "time", "service"],
  ...["weekday", "pattern_time", "pattern_service", "from", "until", "skip"],
];

type TimeFormProps = { view: TimeView; lastResult: LastResult };

/** `kept` fills an untouched field: after a refusal the typed text stays, also when it was empty. */
function fieldsOf(lastResult: LastResult) {
  return (name: string, kept?: string) => ({
    name,
    value: typedIn(lastResult, name) ?? (lastResult ? undefined : kept),
    error: errorOf(lastResult, name),
  });
}

const choicesOf = ({ services }: TimeView) => [
  ...services.map(({ id, title }) => ({ value: id, label: title })),
  { value: ANY_SERVICE, label: words.anyService },
];

export function OneWindowForm({ view, lastResult }: TimeFormProps) {
  const field = fieldsOf(lastResult);
  const { title, date, time, service, submit } = words.add;
  return (
    <section className="card">
      <h2>{title}</h2>
      <DeskForm method="post" className="stack" noValidate>
        <input type="hidden" name="intent" value="add" />
        <div>
          <TextField {...field("date", view.firstDay)} {...date} input={{ type: "date", ...view.dates }} />
        </div>
        <div>
          <TextField {...field("time")} {...time} input={{ type: "time" }} />
        </div>
        <SelectField {...field("service")} {...service} options={choicesOf(view)} />
        <ListFirst name="list_first" lastResult={lastResult} />
        <DeskButton>{submit}</DeskButton>
      </DeskForm>
    </section>
  );
}

export function PatternForm({ view, lastResult }: TimeFormProps) {
  const field = fieldsOf(lastResult);
  const { title, weekdays, from, until, skip, submit } = words.pattern;
  const { time, service } = words.add;
  const chosen = [lastResult?.initialValue?.weekday ?? []].flat();
  return (
    <section className="card">
      <h2>{title}</h2>
      <DeskForm method="post" className="stack" noValidate>
        <input type="hidden" name="intent" value="pattern" />
        <FieldGroup name="weekday" legend={weekdays.legend} error={errorOf(lastResult, "weekday")}>
          <div className="weekdays">
            {WEEKDAYS.map((weekday, index) => (
              <Fragment key={weekday}>
                <label className="choice">
                  <input
                    type="checkbox"
                    id={index === 0 ? "weekday" : `weekday-${weekday}`}
                    name="weekday"
                    value={weekday}
                    defaultChecked={chosen.includes(weekday)}
                  />{" "}
                  {words.weekdays[index]}
                </label>{" "}
              </Fragment>
            ))}
          </div>
        </FieldGroup>
        <div>
          <TextField {...field("pattern_time")} {...time} input={{ type: "time" }} />
        </div>
        <SelectField {...field("pattern_service")} {...service} options={choicesOf(view)} />
        <div>
          <TextField {...field("from", view.firstDay)} {...from} input={{ type: "date", ...view.dates }} />
        </div>
        <div>
          <TextField {...field("until")} {...until} input={{ type: "date", ...view.dates }} />
        </div>
        <FieldError id="skip-error" message={errorOf(lastResult, "skip")} />
        <label className="choice">
          <input
            type="checkbox"
            id="skip"
            name="skip"
            value="yes"
            defaultChecked={typedIn(lastResult, "skip") === "yes"}
            aria-describedby={errorOf(lastResult, "skip") ? "skip-error" : undefined}
          />{" "}
          {skip}
        </label>
        <ListFirst name="pattern_list_first" lastResult={lastResult} />
        <DeskButton>{submit}</DeskButton>
      </DeskForm>
    </section>
  );
}

/** Strangers see the opened time once the list had its turn. */
function ListFirst({ name, lastResult }: { name: string; lastResult: LastResult }) {
  const { label, hint } = words.add.listFirst;
  return (
    <div>
      <label className="choice">
        <input
          type="checkbox"
          name={name}
          value="yes"
          defaultChecked={typedIn(lastResult, name) === "yes"}
          aria-describedby={`${name}-hint`}
        />{" "}
        {label}
      </label>
      <p className="hint" id={`${name}-hint`}>
        {hint}
      </p>
    </div>
  );
}
