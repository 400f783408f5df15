import { copy } from "#app/copy/ru.ts";

export type SummaryError = { href: string; message: string };

/** The errors of a form, in the same words as beside its fields. */
export function ErrorSummary({ errors, title = copy.form.problem }: { errors: SummaryError[]; title?: string }) {
  if (errors.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noAutofocus: without JavaScript it is the one way to bring a keyboard to the errors
    <div className="problem" data-answer="bad" tabIndex={-1} autoFocus>
      {/* Apart from the focused element: a screen reader would lose one of focus and alert. */}
      <div role="alert">
        <h2>{title}</h2>
        <ul>
          {errors.map(({ href, message }) => (
            <li key={href + message}>
              <a href={href}>{message}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
