import { copy } from "#app/copy/ru.ts";

type SubmitButtonProps = {
  children: string;
  quiet?: boolean;
  /** What it does cannot be undone. */
  warn?: boolean;
  /** The response is a file and the page stays: it can be requested again at once. */
  download?: boolean;
};

/** Submits its form. `enhance.js` shows the busy words while the form is being sent. */
export function SubmitButton({ children, quiet = false, warn = false, download = false }: SubmitButtonProps) {
  return (
    <button
      type="submit"
      className={["button", quiet ? "quiet" : "", warn ? "warn" : ""].filter(Boolean).join(" ")}
      data-busy={download ? undefined : copy.form.sending}
    >
      {children}
    </button>
  );
}
