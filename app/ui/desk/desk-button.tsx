import { deskCopy } from "#app/copy/desk.ts";
import { useSentBy } from "./desk-form.tsx";

type DeskButtonProps = {
  children: string;
  quiet?: boolean;
  danger?: boolean;
  /** Looks like a link. */
  plain?: boolean;
  /** Read instead of its words, where they are the same on many buttons. */
  label?: string;
  /** Which of a form's buttons it is. */
  name?: string;
  value?: string;
};

/** Sends the `DeskForm` around it, and tells while that is on its way. */
export function DeskButton(props: DeskButtonProps) {
  return <BusyButton {...props} busy={useSentBy(props)} />;
}

/** Keeps the focus while it is busy; what it would send then is its form's to refuse. */
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
