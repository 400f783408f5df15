import { useEffect, useState } from "react";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { CLOSING_REASONS, NOTES } from "#app/domain/people/operator-work.ts";
import { SelectField } from "#app/ui/desk/select-field.tsx";
import { FieldError } from "#app/ui/field.tsx";
import type { PersonAnswer, PersonProps } from "#app/views/people/desk-person-view.ts";
import { ActForm } from "./act-form.tsx";

const words = peopleCopy.person;
/** First of a list: nothing is preselected for an operator who did not look. */
const CHOOSE = { value: "", label: words.choose };
const REASONS = CLOSING_REASONS.map((value) => ({ value, label: peopleCopy.closing[value] }));
const NOTE_OPTIONS = NOTES.map((value) => ({ value, label: peopleCopy.notes[value] }));

/** The acts that this request allows now. */
export function PersonActions({
  can,
  seen,
  refused,
}: Pick<PersonProps, "can" | "seen"> & Pick<PersonAnswer, "refused">) {
  const errorOf = (field: "note" | "reason" | "sure") => (refused?.field === field ? refused.error : undefined);
  if (!can.close && !can.note) return null;
  // Whoever asked to leave has a form of their own for it.
  const asksTwice = refused?.field === "sure" && !can.leave;
  return (
    <section className="card stack" aria-labelledby="actions">
      <h2 id="actions">{words.actions}</h2>
      {can.notSpam ? (
        <div>
          <p>{words.quarantineLead}</p>
          <ActForm intent="not_spam" seen={seen} button={words.notSpam} quiet={false} />
        </div>
      ) : null}
      {can.leave ? (
        <div>
          <p>{words.leaveLead}</p>
          <ActForm intent="closed" seen={seen} button={words.leave}>
            <input type="hidden" name="reason" value="withdrawn" />
            <Sure error={errorOf("sure")} />
          </ActForm>
        </div>
      ) : null}
      {can.contacted ? (
        <ActForm intent="contacted" seen={seen} button={words.contacted} quiet={can.leave || can.notSpam} />
      ) : null}
      {can.note ? (
        <ActForm intent="note" seen={seen} button={words.addNote}>
          <SelectField
            name="note"
            label={words.note}
            value={undefined}
            error={errorOf("note")}
            options={[CHOOSE, ...NOTE_OPTIONS]}
          />
        </ActForm>
      ) : null}
      {can.close ? (
        <ActForm intent="closed" seen={seen} button={words.close}>
          <SelectField
            name="reason"
            label={words.closeAs}
            hint={words.closeHint}
            value={asksTwice ? "withdrawn" : undefined}
            error={errorOf("reason")}
            options={[CHOOSE, ...REASONS.filter(({ value }) => !can.leave || value !== "withdrawn")]}
          />
          {asksTwice ? <Sure error={errorOf("sure")} /> : null}
        </ActForm>
      ) : null}
    </section>
  );
}

/** Asked before what cannot be taken back. */
function Sure({ error }: { error: string | undefined }) {
  return (
    <div>
      <FieldError id="sure-error" message={error} />
      <label className="choice">
        <input
          type="checkbox"
          id="sure"
          name="sure"
          value="yes"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? "sure-error" : undefined}
        />
        {words.sure}
      </label>
    </div>
  );
}

/** Disappears when the time is over; the server enforces the time too. */
export function UndoForm({ forMs, seen }: { forMs: number; seen: string }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), forMs);
    return () => clearTimeout(timer);
  }, [forMs]);
  return over ? null : <ActForm intent="undo" seen={seen} button={words.undo} />;
}
