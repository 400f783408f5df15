import { peopleCopy } from "#app/copy/desk-people.ts";
import { TextField } from "#app/ui/field.tsx";
import type { RefusedField } from "#app/views/people/desk-person-view.ts";
import { ActForm } from "./act-form.tsx";

const words = peopleCopy.person.correct;

/** The right contact in place of one that does not work. Opens by itself after a refusal. */
export function CorrectContact({ seen, refused }: { seen: string; refused: RefusedField | null }) {
  const own = refused?.field === "new_contact" ? refused : null;
  return (
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
      </ActForm>
    </details>
  );
}
