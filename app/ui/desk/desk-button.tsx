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

/** Takes a press that comes while the first is on its way: it sends nothing. */
export const pressedOnce = (busy: boolean) => (event: { preventDefault(): void }) => {
  if (busy) event.preventDefault();
};

/** Sends its form, once. */
export function DeskButton({ children, quiet = false, danger = false, busy = false, name, value }: DeskButtonProps) {
  const look = ["button", "inline", ...(quiet ? ["quiet"] : []), ...(danger ? ["danger"] : [])].join(" ");
  return (
    <button
      type="submit"
      className={look}
      name={name}
      value={value}
      aria-disabled={busy || undefined}
      onClick={pressedOnce(busy)}
    >
      {busy ? deskCopy.working : children}
    </button>
  );
}
