import { timeCopy as words } from "#app/copy/desk-time.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { ANY_SERVICE } from "#app/forms/timetable/time-form.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { SelectField } from "#app/ui/desk/select-field.tsx";
import { TextField } from "#app/ui/field.tsx";
import { errorOf, typedIn } from "#app/ui/form-result.ts";
import type { TimeView } from "#app/views/timetable/time-view.ts";

/** In the order of the page. */
export const TIME_FIELDS = [
  ...["date", "time", "service"],
  ...["weekday", "pattern_time", "pattern_end", "every", "pattern_service", "from", "until", "skip"],
  ...["range_from", "range_until", "act", "reason"],
];

export type TimeFormProps = { view: TimeView; lastResult: LastResult };

/** `kept` fills an untouched field: after a refusal the typed text stays, also when it was empty. */
export function fieldsOf(given: LastResult, intents: readonly string[]) {
  const lastResult = intents.includes(typedIn(given, "intent") ?? "") ? given : undefined;
  return (name: string, kept?: string) => ({
    name,
    value: typedIn(lastResult, name) ?? (lastResult ? undefined : kept),
    error: errorOf(lastResult, name),
  });
}

export const choicesOf = ({ services, anyMinutes }: Pick<TimeView, "services" | "anyMinutes">) => [
  ...services.map(({ id, title, minutes }) => ({ value: id, label: title, minutes })),
  { value: ANY_SERVICE, label: words.withMinutes(words.anyService, anyMinutes), minutes: anyMinutes },
];

export function OneWindowForm({ view, lastResult }: TimeFormProps) {
  const field = fieldsOf(lastResult, ["add"]);
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

/** Strangers see the opened time once the list had its turn. */
export function ListFirst({ name, lastResult }: { name: string; lastResult: LastResult }) {
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
