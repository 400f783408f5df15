import { peopleCopy } from "#app/copy/desk-people.ts";
import { TextField } from "../field.tsx";
import { ActForm } from "./act-form.tsx";
import type { PersonAnswer } from "./contact-card.tsx";
import { DeskButton } from "./desk-button.tsx";
import type { PersonProps } from "./person-page.tsx";

const words = peopleCopy.person;

/** What a person may ask of the practice: a copy of everything, or to be forgotten. */
export function PersonData({
  requestId,
  can,
  seen,
  refused,
}: Pick<PersonProps, "requestId" | "can" | "seen"> & Pick<PersonAnswer, "refused">) {
  if (!can.export && !can.erase) return null;
  return (
    <section className="card stack" aria-labelledby="data">
      <h2 id="data">{words.data}</h2>
      {can.export ? (
        <form method="post" action={`/desk/requests/${requestId}/data/`}>
          <p>{words.exportLead}</p>
          <DeskButton quiet>{words.export}</DeskButton>
        </form>
      ) : null}
      {can.erase ? (
        <ActForm intent="erase" seen={seen} button={words.erase} danger>
          <p>{words.eraseLead}</p>
          <div>
            <TextField
              name="confirmation"
              label={words.eraseLabel}
              hint={words.eraseHint}
              value={refused?.typed}
              error={refused?.error}
              input={{ type: "text", autoComplete: "off" }}
            />
          </div>
        </ActForm>
      ) : null}
    </section>
  );
}
