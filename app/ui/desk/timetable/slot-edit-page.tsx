import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { timeCopy } from "#app/copy/desk-time.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { Answer } from "#app/ui/desk/answer.tsx";
import { Badge } from "#app/ui/desk/badge.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { Notice } from "#app/ui/desk/notice.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { FieldGroup, TextField } from "#app/ui/field.tsx";
import { errorOf, orderedErrors, typedIn } from "#app/ui/form-result.ts";
import type { SlotEditView } from "#app/views/timetable/slot-edit-view.ts";
import { Checks } from "./pattern-form.tsx";
import { choicesOf } from "./time-forms.tsx";

const words = timeCopy.edit;
const FIELDS = ["date", "time", "minutes", "pattern_service"];

type SlotEditPageProps = {
  view: SlotEditView;
  lastResult: LastResult;
  /** Why nothing was changed, beside no field. */
  refusal: string[] | null;
};

/** Moves one hour, makes it longer or shorter, or changes whom it suits. */
export function SlotEditPage({ view, lastResult, refusal }: SlotEditPageProps) {
  const field = (name: "date" | "time" | "minutes") => ({
    ...words[name],
    name,
    value: typedIn(lastResult, name) ?? (lastResult ? undefined : view[name]),
    error: errorOf(lastResult, name),
  });
  const typed = [lastResult?.initialValue?.pattern_service ?? []].flat();
  return (
    <>
      <ErrorSummary errors={orderedErrors(lastResult, FIELDS, "#date")} />
      <Link className="target back" to={view.backHref}>
        {words.back}
      </Link>
      <DeskHeading title={words.title} lead={view.title} error={refusal !== null || lastResult?.status === "error"} />
      {refusal ? (
        <Answer tone="bad">
          {refusal.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Answer>
      ) : null}
      <p>
        <Badge tone={view.state.tone}>{view.state.label}</Badge>{" "}
        <Link className="target" to={addresses.desk.slotOffers(view.slotId)}>
          {timeCopy.toJournal}
        </Link>
      </p>
      {view.note ? <Notice>{view.note}</Notice> : null}
      {view.mayChange ? (
        <DeskForm method="post" className="card stack" noValidate>
          <input type="hidden" name="seen" value={view.seen} />
          <div>
            <TextField {...field("date")} input={{ type: "date", ...view.dates }} />
          </div>
          <div className="times">
            <div>
              <TextField {...field("time")} input={{ type: "time" }} />
            </div>
            <div>
              <TextField {...field("minutes")} input={{ type: "text", inputMode: "numeric" }} />
            </div>
          </div>
          <FieldGroup
            name="pattern_service"
            legend={timeCopy.pattern.services.legend}
            hint={words.services}
            error={errorOf(lastResult, "pattern_service")}
          >
            <div className="checked">
              <Checks name="pattern_service" options={choicesOf(view)} chosen={lastResult ? typed : view.chosen} />
            </div>
          </FieldGroup>
          <DeskButton>{words.submit}</DeskButton>
        </DeskForm>
      ) : null}
    </>
  );
}
