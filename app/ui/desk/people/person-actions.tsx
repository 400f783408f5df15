import { useEffect, useState } from "react";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { PUT_FIRST_REASONS } from "#app/domain/offers/types.ts";
import { CLOSING_REASONS, NOTES } from "#app/domain/people/operator-work.ts";
import { SelectField } from "#app/ui/desk/select-field.tsx";
import { FieldError } from "#app/ui/field.tsx";
import type { PersonAnswer, PersonProps } from "#app/views/people/desk-person-view.ts";
import { ActForm } from "./act-form.tsx";

const words = peopleCopy.person;
/** First of a list: nothing is preselected for an operator who did not look. */
const CHOOSE = { value: "", label: words.choose };
const REASONS = CLOSING_REASONS.map((value) => ({ value, label: peopleCopy.closing[value] }));
const FIRST_REASONS = PUT_FIRST_REASONS.map((value) => ({ value, label: peopleCopy.firstReasons[value] }));
const NOTE_OPTIONS = NOTES.map((value) => ({ value, label: peopleCopy.notes[value] }));

/** The acts that this request allows now. */
export function PersonActions({
  can,
  first,
  seen,
  refused,
}: Pick<PersonProps, "can" | "first" | "seen"> & Pick<PersonAnswer, "refused">) {
  const errorOf = (field: "note" | "reason" | "sure" | "first") =>
    refused?.field === field ? refused.error : undefined;
  if (!can.close && !can.note && !can.putBack) return null;
  // A person who asked to leave has a separate form.
  const asksTwice = refused?.field === "sure" && !can.leave;
  return (
    <section className="card stack" aria-labelledby="actions">
      <h2 id="actions">{words.actions}</h2>
      {can.putBack ? (
        <div>
          <p>{words.putBackLead}</p>
          <ActForm intent="put_back" seen={seen} button={words.putBack} />
        </div>
      ) : null}
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
      {can.putFirst ? <PutFirst first={first} seen={seen} error={errorOf("first")} /> : null}
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

type PutFirstProps = Pick<PersonProps, "first" | "seen"> & { error: string | undefined };

/** Offers free time to this person before everybody else, or undoes it. */
function PutFirst({ first, seen, error }: PutFirstProps) {
  if (first !== null)
    return (
      <div>
        <p>{first}</p>
        <ActForm intent="put_first_undone" seen={seen} button={words.first.undo} />
      </div>
    );
  return (
    <ActForm intent="put_first" seen={seen} button={words.first.button}>
      <SelectField
        name="first"
        label={words.first.label}
        hint={words.first.hint}
        value={undefined}
        error={error}
        options={[CHOOSE, ...FIRST_REASONS]}
      />
    </ActForm>
  );
}

/** Asks for confirmation before an irreversible act. */
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
        />{" "}
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
