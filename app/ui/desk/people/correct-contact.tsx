import { peopleCopy } from "#app/copy/desk-people.ts";
import { Radio } from "#app/ui/choice.tsx";
import { TextField } from "#app/ui/field.tsx";
import type { RefusedField } from "#app/views/people/desk-person-view.ts";
import { ActForm } from "./act-form.tsx";

const words = peopleCopy.person.correct;

type CorrectContactProps = { beside: string | null; seen: string; refused: RefusedField | null };

/** The right contact in place of one that does not work, or beside it. Opens by itself after a refusal. */
export function CorrectContact({ beside, seen, refused }: CorrectContactProps) {
  const own = refused?.field === "new_contact" ? refused : null;
  return (
    <>
      {beside === null ? null : (
        <section className="card" aria-label={beside}>
          <p>{beside}</p>
          <ActForm intent="swap_contacts" seen={seen} button={words.swap}>
            <p className="small">{words.swapLead}</p>
          </ActForm>
        </section>
      )}
      <details className="card" open={own !== null || undefined}>
        <summary>{words.title}</summary>
        <p>{words.lead}</p>
        <ActForm intent="correct" seen={seen} button={words.button}>
          <div>
            <TextField
              name="new_contact"
              label={words.label}
              hint={words.hint}
              value={own?.typed}
              error={own?.error}
              input={{ type: "text", autoComplete: "off", autoCapitalize: "none", spellCheck: false }}
            />
          </div>
          <fieldset>
            <legend className="label">{words.old}</legend>
            {(["replaced", "beside"] as const).map((old, index) => (
              <Radio
                key={old}
                name="old_contact"
                value={old}
                label={words.olds[old]}
                checked={(own?.old ?? "replaced") === old}
                first={index === 0}
              />
            ))}
          </fieldset>
        </ActForm>
      </details>
    </>
  );
}
