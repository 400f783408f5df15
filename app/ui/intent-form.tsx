import { SubmitButton } from "./submit-button.tsx";

type IntentFormProps = {
  /** The page of the request. */
  action: string;
  intent: string;
  /** The button's text. */
  button: string;
  quiet?: boolean;
  /** What the act does cannot be undone. */
  warn?: boolean;
  /** The response is a file. */
  download?: boolean;
  confirmed?: boolean;
  children?: React.ReactNode;
};

/** One act on a request: a button whose form names the act. A GET changes nothing. */
export function IntentForm({
  action,
  intent,
  button,
  quiet = true,
  warn = false,
  download = false,
  confirmed = false,
  children,
}: IntentFormProps) {
  return (
    <form method="post" action={action} noValidate>
      <input type="hidden" name="intent" value={intent} />
      {confirmed ? <input type="hidden" name="confirmed" value="yes" /> : null}
      {children}
      <SubmitButton quiet={quiet} warn={warn} download={download}>
        {button}
      </SubmitButton>
    </form>
  );
}
