import type { ReactNode } from "react";
import { Form, Link, NavLink, useFetchers, useNavigation } from "react-router";
import { deskCopy } from "#app/copy/desk.ts";
import { copy } from "#app/copy/ru.ts";
import type { Operator } from "#app/domain/team/operator.ts";
import { useAnswerInSight } from "./answer.tsx";

const FAULTS = "/desk/faults/";
const SECTIONS = [
  { to: "/desk/", label: deskCopy.sections.waiting },
  { to: "/desk/time/", label: deskCopy.sections.time },
  { to: "/desk/services/", label: deskCopy.sections.services },
  { to: "/desk/insight/", label: deskCopy.sections.insight },
  { to: FAULTS, label: deskCopy.sections.faults },
  { to: "/desk/audit/", label: deskCopy.sections.audit },
  { to: "/desk/settings/", label: deskCopy.sections.settings },
] as const;

/** `troubles`: how many checks of the faults page need attention. */
type DeskFrameProps = { operator: Operator | null; troubles?: number; children: ReactNode };

/** The frame of every page behind the sign-in. Without an operator, when even that could not be read, it has no ways onwards. */
export function DeskFrame({ operator, troubles = 0, children }: DeskFrameProps) {
  const busy = [useNavigation(), ...useFetchers()].some(({ state }) => state !== "idle");
  const onSubmit = useAnswerInSight(busy);
  return (
    <div className="desk" aria-busy={busy} onSubmit={onSubmit}>
      <a className="skip" href="#main-content">
        {copy.page.skip}
      </a>
      <header>
        <a className="brand" href="/desk/">
          {deskCopy.title}
        </a>
        {operator ? <Who operator={operator} /> : null}
      </header>
      {operator ? (
        <nav className="sections" aria-label={deskCopy.nav}>
          {SECTIONS.map(({ to, label }) => (
            <NavLink key={to} to={to} end={to === "/desk/"}>
              {label}
              {to === FAULTS && troubles > 0 ? <Troubles count={troubles} /> : null}
            </NavLink>
          ))}
        </nav>
      ) : null}
      <main id="main-content" tabIndex={-1}>
        {children}
      </main>
      <p className="hidden" role="status">
        {busy ? deskCopy.working : ""}
      </p>
    </div>
  );
}

/** A number to see, and words to hear. */
function Troubles({ count }: { count: number }) {
  return (
    <>
      <span className="troubles" aria-hidden="true">
        {count}
      </span>
      <span className="hidden">{deskCopy.troubles(count)}</span>
    </>
  );
}

function Who({ operator: { email, role } }: { operator: Operator }) {
  return (
    <div className="who">
      <span>
        <Link className="target" to="/desk/account/">
          {email}
        </Link>{" "}
        <span className="soft">({deskCopy.roles[role]})</span>
      </span>
      <Form method="post" action="/desk/sign-out/" reloadDocument>
        <button type="submit" className="plain">
          {deskCopy.signOut}
        </button>
      </Form>
    </div>
  );
}
