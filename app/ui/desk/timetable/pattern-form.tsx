import { Fragment } from "react";
import { timeCopy as words } from "#app/copy/desk-time.ts";
import { EVERY, WEEKDAYS } from "#app/forms/timetable/time-form.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { FieldError, FieldGroup, TextField } from "#app/ui/field.tsx";
import { errorOf, typedIn } from "#app/ui/form-result.ts";
import { choicesOf, fieldsOf, ListFirst, type TimeFormProps } from "./time-forms.tsx";

/** Several hours of several days, for several services. Its first button opens nothing. */
export function PatternForm({ view, lastResult }: TimeFormProps) {
  const field = fieldsOf(lastResult, ["pattern", "preview"]);
  const { title, weekdays, time, end, every, services, from, until, skip, submit, preview } = words.pattern;
  const days = WEEKDAYS.map((value, index) => ({ value, label: words.weekdays[index] ?? "" }));
  const chosen = { weekday: chosenOf(lastResult, "weekday"), service: chosenOf(lastResult, "pattern_service") };
  return (
    <section className="card">
      <h2>{title}</h2>
      <DeskForm method="post" className="stack" noValidate>
        <FieldGroup name="weekday" legend={weekdays.legend} error={errorOf(lastResult, "weekday")}>
          <div className="weekdays">
            <Checks name="weekday" options={days} chosen={chosen.weekday} />
          </div>
        </FieldGroup>
        <div className="times">
          <div>
            <TextField {...field("pattern_time")} {...time} input={{ type: "time" }} />
          </div>
          <div>
            <TextField {...field("pattern_end")} {...end} input={{ type: "time" }} />
          </div>
          <div>
            <TextField
              {...field("every", String(EVERY.usual))}
              {...every}
              input={{ type: "text", inputMode: "numeric" }}
            />
          </div>
        </div>
        <FieldGroup
          name="pattern_service"
          legend={services.legend}
          hint={services.hint}
          error={errorOf(lastResult, "pattern_service")}
        >
          <div className="checked">
            <Checks name="pattern_service" options={choicesOf(view)} chosen={chosen.service} />
          </div>
        </FieldGroup>
        <div className="times">
          <div>
            <TextField {...field("from", view.firstDay)} {...from} input={{ type: "date", ...view.dates }} />
          </div>
          <div>
            <TextField {...field("until", view.lastDay)} {...until} input={{ type: "date", ...view.dates }} />
          </div>
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
        <div className="row">
          <DeskButton quiet name="intent" value="preview">
            {preview}
          </DeskButton>{" "}
          <DeskButton name="intent" value="pattern">
            {submit}
          </DeskButton>
        </div>
      </DeskForm>
    </section>
  );
}

const chosenOf = (lastResult: TimeFormProps["lastResult"], name: string) =>
  [lastResult?.initialValue?.[name] ?? []].flat();

type ChecksProps = { name: string; options: readonly { value: string; label: string }[]; chosen: readonly unknown[] };

/** The first one has the id of the group, to which the summary of errors links. */
export function Checks({ name, options, chosen }: ChecksProps) {
  return options.map(({ value, label }, index) => (
    <Fragment key={value}>
      <label className="choice">
        <input
          type="checkbox"
          id={index === 0 ? name : `${name}-${value}`}
          name={name}
          value={value}
          defaultChecked={chosen.includes(value)}
        />{" "}
        {label}
      </label>{" "}
    </Fragment>
  ));
}
