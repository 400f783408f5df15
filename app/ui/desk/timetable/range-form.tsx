import { timeCopy } from "#app/copy/desk-time.ts";
import { SLOT_CHANGES } from "#app/domain/timetable/slot-plan.ts";
import { REST_REASONS } from "#app/domain/timetable/timetable-change.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { SelectField } from "#app/ui/desk/select-field.tsx";
import { TextField } from "#app/ui/field.tsx";
import { fieldsOf, type TimeFormProps } from "./time-forms.tsx";

const words = timeCopy.range;
const ACTS = SLOT_CHANGES.map((value) => ({ value, label: words.acts[value] }));
const REASONS = [
  { value: "", label: words.noReason },
  ...REST_REASONS.map((value) => ({ value, label: timeCopy.reasons[value] })),
];

/** Blocks, unblocks or removes the hours of several days. */
export function RangeForm({ view, lastResult }: TimeFormProps) {
  const field = fieldsOf(lastResult, ["range"]);
  return (
    <section className="card">
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      <DeskForm method="post" className="stack" noValidate>
        <input type="hidden" name="intent" value="range" />
        <div className="times">
          <div>
            <TextField {...field("range_from")} {...words.from} input={{ type: "date", ...view.dates }} />
          </div>
          <div>
            <TextField {...field("range_until")} {...words.until} input={{ type: "date", ...view.dates }} />
          </div>
        </div>
        <SelectField {...field("act", "block")} {...words.act} options={ACTS} />
        <SelectField {...field("reason", "")} {...words.reason} options={REASONS} />
        <DeskButton>{words.submit}</DeskButton>
      </DeskForm>
    </section>
  );
}
