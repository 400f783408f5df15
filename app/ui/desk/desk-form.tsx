import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { Form, type FormProps, type useFetcher, useLocation, useNavigation } from "react-router";
import { deskCopy } from "#app/copy/desk.ts";

/** The button by which a form was sent. */
type Sent = { name: string; value: string };
const SentContext = createContext<Sent | null>(null);

type DeskFormProps = FormProps & {
  /** The fetcher gets the answer, and the page stays. */
  fetcher?: Pick<ReturnType<typeof useFetcher>, "Form" | "state" | "data"> | undefined;
  children: ReactNode;
};

/** A form of the desk. With JavaScript it is sent once, and shows that it is being sent. */
export function DeskForm({ fetcher, children, ...form }: DeskFormProps) {
  const [sent, setSent] = useState<Sent | null>(null);
  const [offline, setOffline] = useState(false);
  const navigation = useNavigation();
  const location = useLocation();
  const { state, data } = fetcher ?? { ...navigation, data: null };
  // Also where it was so fast that nothing but its answer was seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer or place is the end of sending
  useEffect(() => {
    if (state === "idle") setSent(null);
  }, [state, data, location]);
  useEffect(() => {
    // Back from the next page: the browser shows this one as it was left.
    const back = () => setSent(null);
    addEventListener("pageshow", back);
    return () => removeEventListener("pageshow", back);
  }, []);
  const Element = fetcher?.Form ?? Form;
  return (
    <Element
      {...form}
      aria-busy={sent ? true : undefined}
      data-stays={form.preventScrollReset ? "" : undefined}
      onSubmit={(event) => {
        // What was typed stays: a request that cannot leave would end in a page about what went wrong.
        setOffline(!navigator.onLine);
        if (sent || !navigator.onLine) event.preventDefault();
        else setSent(submitterOf(event.nativeEvent));
      }}
    >
      <SentContext value={sent}>{children}</SentContext>
      {offline ? (
        <p className="error offline" role="alert">
          {deskCopy.offline}
        </p>
      ) : null}
    </Element>
  );
}

function submitterOf(event: Event): Sent {
  const submitter = event instanceof SubmitEvent ? event.submitter : null;
  return submitter instanceof HTMLButtonElement
    ? { name: submitter.name, value: submitter.value }
    : { name: "", value: "" };
}

/** Whether this button sent the surrounding form. */
export function useSentBy({ name = "", value = "" }: Partial<Sent>): boolean {
  const sent = useContext(SentContext);
  return sent !== null && sent.name === name && sent.value === value;
}
