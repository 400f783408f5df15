import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
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
  const [pressed, setPressed] = useState<{ by: Sent; on: unknown; before: unknown } | null>(null);
  const [offline, setOffline] = useState(false);
  const navigation = useNavigation();
  const location = useLocation();
  const { state, data } = fetcher ?? { ...navigation, data: null };
  const place = fetcher ? null : location;
  // Another answer or place ends sending in the render that shows it: an effect would run after the next press.
  const sent = pressed && pressed.on === place && pressed.before === data ? pressed.by : null;
  const setSent = (by: Sent | null) => setPressed(by && { by, on: place, before: data });
  // Also where the answer was too fast for anything else to render.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer or place is the end of sending
  useEffect(() => {
    if (state === "idle") setPressed(null);
  }, [state, data, location]);
  useEffect(() => {
    // Back from the next page: the browser restores this page's state.
    const back = () => setPressed(null);
    addEventListener("pageshow", back);
    return () => removeEventListener("pageshow", back);
  }, []);
  /** The browser reports itself offline although the server answers: some VPNs cause this. */
  const reached = useRef(false);
  async function sendIfReached(element: HTMLFormElement, button: HTMLButtonElement | null) {
    reached.current = await serverAnswers();
    if (reached.current) element.requestSubmit(button);
    else {
      setSent(null);
      setOffline(true);
    }
    reached.current = false;
  }
  const Element = fetcher?.Form ?? Form;
  return (
    <Element
      {...form}
      aria-busy={sent ? true : undefined}
      data-stays={form.preventScrollReset ? "" : undefined}
      onSubmit={(event) => {
        setOffline(false);
        if (sent && !reached.current) {
          event.preventDefault();
          return;
        }
        setSent(submitterOf(event.nativeEvent));
        if (navigator.onLine || reached.current) return;
        // Typed text stays: a request that cannot be sent would end on an error page.
        event.preventDefault();
        sendIfReached(event.currentTarget, buttonOf(event.nativeEvent));
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

/** Any response proves the connection; the file is small. */
const serverAnswers = () =>
  fetch("/robots.txt", { method: "HEAD", cache: "no-store" }).then(
    () => true,
    () => false,
  );

function buttonOf(event: Event): HTMLButtonElement | null {
  const submitter = event instanceof SubmitEvent ? event.submitter : null;
  return submitter instanceof HTMLButtonElement ? submitter : null;
}

function submitterOf(event: Event): Sent {
  const button = buttonOf(event);
  return button ? { name: button.name, value: button.value } : { name: "", value: "" };
}

/** Whether this button sent the surrounding form. */
export function useSentBy({ name = "", value = "" }: Partial<Sent>): boolean {
  const sent = useContext(SentContext);
  return sent !== null && sent.name === name && sent.value === value;
}
