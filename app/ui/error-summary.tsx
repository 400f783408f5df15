import { copy } from "#app/copy/ru.ts";
import { errorWords } from "./error-words.ts";
import { FocusPlace } from "./focus-place.tsx";

export type SummaryError = { href: string; message: string };

/** The errors of a form, in the same words as beside its fields. */
export function ErrorSummary({ errors, title = copy.form.problem }: { errors: SummaryError[]; title?: string }) {
  if (errors.length === 0) return null;
  return (
    <FocusPlace tone="bad" className="problem">
      <div role="alert">
        <h2>{title}</h2>
        <ul>
          {errors.map(({ href, message }) => {
            const { what, why } = errorWords(message);
            return (
              <li key={href + message}>
                <a href={href}>{what}</a> {why === null ? null : <span className="why">{why}</span>}
              </li>
            );
          })}
        </ul>
      </div>
    </FocusPlace>
  );
}
