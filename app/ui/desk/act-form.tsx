import type { ReactNode } from "react";
import { useFetcher } from "react-router";
import type { PersonAnswer } from "./contact-card.tsx";
import { DeskButton } from "./desk-button.tsx";

/** Every act of the page goes one way, so that the page knows what is on its way and what was answered. */
export const useAct = () => useFetcher<PersonAnswer>({ key: "act" });

type ActFormProps = {
  intent: string;
  /** When the request had last changed on this page. */
  seen: string;
  button: string;
  quiet?: boolean;
  danger?: boolean;
  children?: ReactNode;
};

export function ActForm({ intent, seen, button, quiet = true, danger = false, children }: ActFormProps) {
  const fetcher = useAct();
  const busy = fetcher.state !== "idle" && fetcher.formData?.get("intent") === intent;
  return (
    <fetcher.Form method="post" noValidate className="act">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="seen" value={seen} />
      {children}
      <DeskButton quiet={quiet} danger={danger} busy={busy}>
        {button}
      </DeskButton>
    </fetcher.Form>
  );
}
