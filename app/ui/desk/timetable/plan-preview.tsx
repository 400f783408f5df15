import { timeCopy } from "#app/copy/desk-time.ts";
import { AnswerPlace } from "#app/ui/desk/answer.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import type { PlanView } from "#app/views/timetable/plan-view.ts";

const words = timeCopy.preview;

/** What the form for several days would open, and the button that opens it. */
export function PlanPreview({ lines, days, skipped, fields, submit }: PlanView) {
  return (
    <AnswerPlace>
      <section className="card stack">
        <h2>{words.title}</h2>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {days.length > 0 ? (
          <ul className="planned">
            {days.map(({ date, label }) => (
              <li key={date}>{label}</li>
            ))}
          </ul>
        ) : null}
        {skipped.length > 0 ? (
          <div>
            <h3>{words.skippedTitle}</h3>
            <ul className="planned">
              {skipped.map((label) => (
                <li key={label}>{label}</li>
              ))}
            </ul>
          </div>
        ) : null}
        {submit === null ? null : (
          <DeskForm method="post">
            {fields.map(([name, value]) => (
              <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
            ))}
            <DeskButton>{submit}</DeskButton>
          </DeskForm>
        )}
      </section>
    </AnswerPlace>
  );
}
