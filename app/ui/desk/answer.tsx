import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import { FocusPlace } from "#app/ui/focus-place.tsx";
import { Notice } from "./notice.tsx";

type AnswerProps = { tone?: "good" | "bad"; children: ReactNode };

/** The result of a form. */
export function Answer({ tone = "good", children }: AnswerProps) {
  return (
    <AnswerPlace tone={tone}>
      <Notice tone={tone}>{children}</Notice>
    </AnswerPlace>
  );
}

/** Without a new document, `useAnswerInSight` moves the focus here. */
export function AnswerPlace({ tone = "good", children }: AnswerProps) {
  return (
    <FocusPlace tone={tone} className="answer">
      {children}
    </FocusPlace>
  );
}

type Sent = { form: HTMLFormElement; before: Map<HTMLElement, string> };

/**
 * After any form of the frame is answered, scrolls to the result and focuses it, as a new document would.
 * Handles the frame's `onSubmit`.
 */
export function useAnswerInSight(busy: boolean) {
  const sent = useRef<Sent | null>(null);
  // Without dependencies: a fast answer may skip the state of being sent.
  useEffect(() => {
    if (busy || sent.current === null) return;
    const { form, before } = sent.current;
    sent.current = null;
    const answers = answersShown();
    const answer = answers.find((each) => before.get(each) !== each.textContent) ?? answers[0];
    const stays = form.dataset.stays !== undefined && form.contains(document.activeElement);
    if (answer && !(stays && answer.dataset.answer === "good")) {
      answer.focus({ preventScroll: true });
      answer.scrollIntoView({ block: "nearest" });
    } else if (document.activeElement === document.body) {
      document.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
    }
  });
  return ({ target }: FormEvent) => {
    if (!(target instanceof HTMLFormElement)) return;
    const before = new Map(answersShown().map((each) => [each, each.textContent ?? ""]));
    sent.current ??= { form: target, before };
  };
}

const answersShown = () => [...document.querySelectorAll<HTMLElement>("[data-answer]")];
