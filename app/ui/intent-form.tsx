import { SubmitButton } from "./submit-button.tsx";

type IntentFormProps = {
  intent: string;
  /** What the button says it does. */
  button: string;
  quiet?: boolean;
  action?: string;
  confirmed?: boolean;
  children?: React.ReactNode;
};

/** One thing to do with a request: a button whose form says which. Nothing happens on a GET. */
export function IntentForm({ intent, button, quiet = true, action, confirmed = false, children }: IntentFormProps) {
  return (
    <form method="post" action={action} noValidate>
      <input type="hidden" name="intent" value={intent} />
      {confirmed ? <input type="hidden" name="confirmed" value="yes" /> : null}
      {children}
      <SubmitButton quiet={quiet}>{button}</SubmitButton>
    </form>
  );
}
