import { copy } from "#app/copy/ru.ts";

type SubmitButtonProps = {
  children: string;
  quiet?: boolean;
  /** The answer is a file and the page stays: it can be asked for again at once. */
  download?: boolean;
};

/** Sends its form. `enhance.js` puts the busy words in its place while the form is on its way. */
export function SubmitButton({ children, quiet = false, download = false }: SubmitButtonProps) {
  return (
    <button
      type="submit"
      className={quiet ? "button quiet" : "button"}
      data-busy={download ? undefined : copy.form.sending}
    >
      {children}
    </button>
  );
}
