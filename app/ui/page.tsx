import type { ReactNode } from "react";
import { addresses } from "#app/addresses.ts";
import { copy } from "#app/copy/ru.ts";
import { usePracticeWords } from "./practice-words.ts";

type PageProps = {
  children: ReactNode;
  /** Comes first in the main part, before its heading. */
  summary?: ReactNode;
  /** The address of the services, with the campaign on pages that carry it. */
  servicesHref?: string;
};

/** The frame of every public page. */
export function Page({ children, summary, servicesHref = addresses.booking() }: PageProps) {
  const words = copy.page;
  const { name } = usePracticeWords();
  return (
    <>
      <a className="skip" href="#main-content">
        {words.skip}
      </a>{" "}
      <header>
        <a className="brand" href={servicesHref}>
          {name}
        </a>{" "}
        <a href={addresses.emergency()}>{words.emergencyLink}</a>
      </header>
      <main id="main-content" tabIndex={-1}>
        {summary}
        {children}
      </main>
      <footer>
        <p>
          {words.notEmergency} <a href={addresses.emergency()}>{words.helpLines}</a>.
        </p>{" "}
        <nav aria-label={words.footer}>
          <a href={addresses.legal("privacy")}>{words.privacy}</a> <a href={addresses.leave()}>{words.leave}</a>
        </nav>
      </footer>
    </>
  );
}
