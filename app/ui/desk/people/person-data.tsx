import { addresses } from "#app/addresses.ts";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { FileForm } from "#app/ui/desk/file-form.tsx";
import { TextField } from "#app/ui/field.tsx";
import type { PersonAnswer, PersonProps } from "#app/views/people/desk-person-view.ts";
import { ActForm } from "./act-form.tsx";

const words = peopleCopy.person;

/** What a person may ask of the practice: a copy of everything, or to be forgotten. */
export function PersonData({
  requestId,
  can,
  seen,
  refused,
}: Pick<PersonProps, "requestId" | "can" | "seen"> & Pick<PersonAnswer, "refused">) {
  const mistyped = refused?.field === "confirmation" ? refused : null;
  if (!can.export && !can.erase) return null;
  return (
    <section className="card stack" aria-labelledby="data">
      <h2 id="data">{words.data}</h2>
      {can.export ? (
        <FileForm action={addresses.desk.personData(requestId)} button={words.export}>
          <p>{words.exportLead}</p>
        </FileForm>
      ) : null}
      {can.erase ? (
        <ActForm intent="erase" seen={seen} button={words.erase} danger>
          <p>{words.eraseLead}</p>
          <div>
            <TextField
              name="confirmation"
              label={words.eraseLabel}
              hint={words.eraseHint}
              value={mistyped?.typed}
              error={mistyped?.error}
              input={{ type: "text", autoComplete: "off" }}
            />
          </div>
        </ActForm>
      ) : null}
    </section>
  );
}
