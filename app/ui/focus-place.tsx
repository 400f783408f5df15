import type { ReactNode } from "react";

type FocusPlaceProps = { tone: "good" | "bad"; className?: string; children: ReactNode };

/**
 * Receives the focus after a form was sent. It surrounds a status or an alert, since a screen reader would lose one of status
 * and focus. `enhance.js` focuses it where the browser supports `autofocus` only on fields.
 */
export function FocusPlace({ tone, className, children }: FocusPlaceProps) {
  return (
    // biome-ignore lint/a11y/noAutofocus: without JavaScript it is the one way to bring a keyboard to the answer
    <div className={className} data-answer={tone} tabIndex={-1} autoFocus>
      {children}
    </div>
  );
}
