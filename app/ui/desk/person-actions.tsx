import { useEffect, useState } from "react";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { CLOSING_REASONS, NOTES } from "#app/domain/operator-work.ts";
import { ActForm } from "./act-form.tsx";
import type { PersonProps } from "./person-page.tsx";
import { SelectField } from "./select-field.tsx";

const words = peopleCopy.person;
const REASONS = CLOSING_REASONS.map((value) => ({ value, label: peopleCopy.closing[value] }));
const NOTE_OPTIONS = NOTES.map((value) => ({ value, label: peopleCopy.notes[value] }));

/** What can be done with this request now. */
export function PersonActions({ can, seen }: Pick<PersonProps, "can" | "seen">) {
  if (!can.close && !can.note) return null;
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
          <ActForm intent="closed" seen={seen} button={words.leave} quiet={false}>
            <input type="hidden" name="reason" value="withdrawn" />
          </ActForm>
        </div>
      ) : null}
      {can.contacted ? (
        <ActForm intent="contacted" seen={seen} button={words.contacted} quiet={can.leave || can.notSpam} />
      ) : null}
      {can.note ? (
        <ActForm intent="note" seen={seen} button={words.addNote}>
          <SelectField name="note" label={words.note} value={undefined} error={undefined} options={NOTE_OPTIONS} />
        </ActForm>
      ) : null}
      {can.close ? (
        <ActForm intent="closed" seen={seen} button={words.close}>
          <SelectField name="reason" label={words.closeAs} value={undefined} error={undefined} options={REASONS} />
        </ActForm>
      ) : null}
    </section>
  );
}

/** Goes by itself when the time is over; the server keeps the time too. */
export function UndoForm({ forMs, seen }: { forMs: number; seen: string }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), forMs);
    return () => clearTimeout(timer);
  }, [forMs]);
  return over ? null : <ActForm intent="undo" seen={seen} button={words.undo} />;
}
