import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { aboutCopy as words } from "#app/copy/practice.ts";
import { HELP_COUNTRIES } from "#app/domain/practice/about.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { Radio } from "#app/ui/choice.tsx";
import { Answer, AnswerPlace } from "#app/ui/desk/answer.tsx";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { TextArea } from "#app/ui/desk/text-area.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { FieldGroup, TextField } from "#app/ui/field.tsx";
import { errorOf, orderedErrors, typedIn } from "#app/ui/form-result.ts";
import type { AboutView, ShownAbout } from "#app/views/practice/about-view.ts";

const FIELDS = ["name", "help_country", "help_lines", "place_online", "place_offline"];

type AboutPageProps = {
  view: AboutView;
  done: keyof typeof words.done | null;
  /** What visitors would see, not saved yet. */
  preview: ShownAbout | null;
  told: string | null;
  lastResult: LastResult;
};

/** What the practice says of itself: the owner's form, and how visitors see it. */
export function AboutPage({ view, done, preview, told, lastResult }: AboutPageProps) {
  return (
    <>
      <ErrorSummary errors={orderedErrors(lastResult, FIELDS, "#shown")} />
      <Link className="back target" to={addresses.desk.settings()}>
        {words.back}
      </Link>
      <DeskHeading title={words.title} error={lastResult?.status === "error"} lead={words.lead} />
      {done && !lastResult ? <Answer>{words.done[done]}</Answer> : null}
      {told === null ? null : <Answer>{told}</Answer>}
      {preview ? (
        <AnswerPlace>
          <Shown title={words.shown.saved} shown={preview} note={words.shown.notSaved} />
        </AnswerPlace>
      ) : null}
      <AboutForm view={view} lastResult={lastResult} />
      {preview ? null : <Shown title={words.shown.now} shown={view.shown} />}
    </>
  );
}

function AboutForm({ view, lastResult }: Pick<AboutPageProps, "view" | "lastResult">) {
  const field = (name: keyof AboutView["values"]) => ({
    name,
    value: typedIn(lastResult, name) ?? view.values[name],
    error: errorOf(lastResult, name),
  });
  const country = field("help_country");
  return (
    <DeskForm method="post" className="stack" noValidate>
      <input type="hidden" name="seen" value={view.seen} />
      <div>
        <TextField {...field("name")} {...words.name} input={{ type: "text", autoComplete: "organization" }} />
      </div>
      <FieldGroup
        name="help_country"
        legend={words.helpCountry.legend}
        hint={words.helpCountry.hint}
        error={country.error}
      >
        {HELP_COUNTRIES.map((each, at) => (
          <Radio
            key={each}
            name="help_country"
            value={each}
            label={words.helpCountry.names[each]}
            checked={country.value === each}
            first={at === 0}
          />
        ))}
      </FieldGroup>
      <TextArea {...field("help_lines")} {...words.helpLines} rows={4} />
      <TextArea {...field("place_online")} {...words.places.online} rows={2} />
      <TextArea {...field("place_offline")} {...words.places.offline} rows={2} />
      <div className="actions">
        <DeskButton quiet name="intent" value="preview">
          {words.preview}
        </DeskButton>{" "}
        <DeskButton name="intent" value="save">
          {words.save}
        </DeskButton>
      </div>
    </DeskForm>
  );
}

function Shown({ title, shown, note }: { title: string; shown: ShownAbout; note?: string }) {
  return (
    <section className="card stack" aria-labelledby="shown">
      <h2 id="shown">{title}</h2>
      {note === undefined ? null : <p>{note}</p>}
      <dl className="facts">
        <div>
          <dt>{words.shown.top}</dt>
          <dd>{shown.name}</dd>
        </div>
        <div>
          <dt>{words.shown.tab}</dt>
          <dd>{shown.tab}</dd>
        </div>
        <div>
          <dt>{words.shown.online}</dt>
          <dd>{shown.online || words.shown.nothing}</dd>
        </div>
        <div>
          <dt>{words.shown.offline}</dt>
          <dd>{shown.offline || words.shown.nothing}</dd>
        </div>
      </dl>
      <h3>{words.shown.help}</h3>
      <ul>
        {shown.help.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
