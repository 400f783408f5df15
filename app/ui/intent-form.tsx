import { SubmitButton } from "./submit-button.tsx";

type IntentFormProps = {
  intent: string;
  /** The button's text. */
  button: string;
  quiet?: boolean;
  /** Another address, whose answer is a file. */
  fileAt?: string;
  confirmed?: boolean;
  children?: React.ReactNode;
};

/** One thing to do with a request: a button whose form says which. Nothing happens on a GET. */
export function IntentForm({ intent, button, quiet = true, fileAt, confirmed = false, children }: IntentFormProps) {
  return (
    <form method="post" action={fileAt} noValidate>
      <input type="hidden" name="intent" value={intent} />
      {confirmed ? <input type="hidden" name="confirmed" value="yes" /> : null}
      {children}
      <SubmitButton quiet={quiet} download={fileAt !== undefined}>
        {button}
      </SubmitButton>
    </form>
  );
}
