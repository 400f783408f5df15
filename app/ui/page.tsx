import type { ReactNode } from "react";
import { copy } from "#app/copy/ru.ts";

/** The frame of every public page. `summary` comes first in the main part, before its heading. */
export function Page({ children, summary }: { children: ReactNode; summary?: ReactNode }) {
  const words = copy.page;
  return (
    <>
      <a className="skip" href="#main-content">
        {words.skip}
      </a>
      <header>
        <a className="brand" href="/booking/">
          {copy.practice}
        </a>
        <a href="/emergency/">{words.emergencyLink}</a>
      </header>
      <main id="main-content" tabIndex={-1}>
        {summary}
        {children}
      </main>
      <footer>
        <p>
          {words.notEmergency} <a href="/emergency/">{words.helpLines}</a>.
        </p>
        <nav aria-label={words.footer}>
          <a href="/legal/privacy/">{words.privacy}</a>
          <a href="/waitlist/leave/">{words.leave}</a>
        </nav>
      </footer>
    </>
  );
}
