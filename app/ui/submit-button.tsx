import { copy } from "#app/copy/ru.ts";

/** Sends its form. `enhance.js` puts the busy words in its place while the form is on its way. */
export function SubmitButton({ children, quiet = false }: { children: string; quiet?: boolean }) {
  return (
    <button type="submit" className={quiet ? "button quiet" : "button"} data-busy={copy.form.sending}>
      {children}
    </button>
  );
}
