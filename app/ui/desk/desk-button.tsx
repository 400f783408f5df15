import { deskCopy } from "#app/copy/desk.ts";

type DeskButtonProps = {
  children: string;
  quiet?: boolean;
  danger?: boolean;
  /** The form is on its way. */
  busy?: boolean;
  /** Which of a form's buttons it is. */
  name?: string;
  value?: string;
};

/** Sends its form. While it is on its way a second press sends nothing: the form's own handler is busy with the first. */
export function DeskButton({ children, quiet = false, danger = false, busy = false, name, value }: DeskButtonProps) {
  const look = ["button", "inline", ...(quiet ? ["quiet"] : []), ...(danger ? ["danger"] : [])].join(" ");
  return (
    <button type="submit" className={look} name={name} value={value} aria-disabled={busy || undefined}>
      {busy ? deskCopy.working : children}
    </button>
  );
}
