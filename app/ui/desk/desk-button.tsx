import { deskCopy } from "#app/copy/desk.ts";
import { useSentBy } from "./desk-form.tsx";

type DeskButtonProps = {
  children: string;
  quiet?: boolean;
  danger?: boolean;
  /** Looks like a link. */
  plain?: boolean;
  /** Read instead of its text, where many buttons share the text. */
  label?: string;
  /** The button's value within its form. */
  name?: string;
  value?: string;
};

/** Sends the `DeskForm` around it, and shows that it is being sent. */
export function DeskButton(props: DeskButtonProps) {
  return <BusyButton {...props} busy={useSentBy(props)} />;
}

/** Keeps the focus while busy; the form refuses a second press. */
export function BusyButton({
  children,
  quiet,
  danger,
  plain,
  label,
  name,
  value,
  busy,
}: DeskButtonProps & { busy: boolean }) {
  const look = plain ? ["plain"] : ["button", "inline", ...(quiet ? ["quiet"] : []), ...(danger ? ["danger"] : [])];
  return (
    <button
      type="submit"
      className={look.join(" ")}
      name={name}
      value={value}
      aria-disabled={busy || undefined}
      aria-label={busy ? undefined : label}
    >
      {busy ? deskCopy.working : children}
    </button>
  );
}
