import { Fragment, type ReactNode } from "react";
import { Form, Link, NavLink, useFetchers, useNavigation } from "react-router";
import { addresses } from "#app/addresses.ts";
import { deskCopy } from "#app/copy/desk.ts";
import { copy } from "#app/copy/ru.ts";
import type { Operator } from "#app/domain/team/operator.ts";
import { useAnswerInSight } from "./answer.tsx";
import { useWayOn } from "./old-tab.ts";

const LIST = addresses.desk.list();
const FAULTS = addresses.desk.faults();
const OFFERS = addresses.desk.offers();
const SECTIONS = [
  { to: LIST, label: deskCopy.sections.waiting },
  { to: addresses.desk.time(), label: deskCopy.sections.time },
  { to: OFFERS, label: deskCopy.sections.offers },
  { to: addresses.desk.services(), label: deskCopy.sections.services },
  { to: addresses.desk.insight(), label: deskCopy.sections.insight },
  { to: FAULTS, label: deskCopy.sections.faults },
  { to: addresses.desk.audit(), label: deskCopy.sections.audit },
  { to: addresses.desk.settings(), label: deskCopy.sections.settings },
] as const;

/**
 * `troubles`: how many checks of the faults page need attention. `due`: calls and answers that wait for an operator. `toTell`: messages
 * that did not arrive. `answered`: people who answered a message.
 */
type DeskFrameProps = {
  operator: Operator | null;
  troubles?: number;
  due?: number;
  toTell?: number;
  answered?: number;
  /** Channels that take nothing, in words. */
  banners?: string[];
  children: ReactNode;
};

/** The frame of every page behind the sign-in. Without an operator, when even that failed to load, it has no navigation. */
export function DeskFrame({
  operator,
  troubles = 0,
  due = 0,
  toTell = 0,
  answered = 0,
  banners = [],
  children,
}: DeskFrameProps) {
  const busy = [useNavigation(), ...useFetchers()].some(({ state }) => state !== "idle");
  const onSubmit = useAnswerInSight(busy);
  useWayOn();
  const news = toTell + answered;
  return (
    <div className="desk" aria-busy={busy} onSubmit={onSubmit}>
      <a className="skip" href="#main-content">
        {copy.page.skip}
      </a>{" "}
      <header>
        <a className="brand" href={addresses.desk.list()}>
          {deskCopy.title}
        </a>{" "}
        {operator ? <Who operator={operator} /> : null}
      </header>
      {operator ? (
        <nav className="sections" aria-label={deskCopy.nav}>
          {SECTIONS.map(({ to, label }) => (
            <Fragment key={to}>
              <NavLink to={to} end={to === addresses.desk.list()}>
                <span>{label}</span>{" "}
                {to === FAULTS && troubles > 0 ? <Count count={troubles} words={deskCopy.troubles(troubles)} /> : null}
                {to === LIST && news > 0 ? <Count count={news} words={deskCopy.news({ toTell, answered })} /> : null}
                {to === OFFERS && due > 0 ? <Count count={due} words={deskCopy.offersDue(due)} /> : null}
              </NavLink>{" "}
            </Fragment>
          ))}
        </nav>
      ) : null}
      <main id="main-content" tabIndex={-1}>
        {banners.length > 0 ? <Banners banners={banners} /> : null}
        {children}
      </main>
      <p className="hidden" role="status">
        {busy ? deskCopy.working : ""}
      </p>
    </div>
  );
}

/** Stands on every page until the channel works again. */
function Banners({ banners }: { banners: string[] }) {
  return (
    <section className="notice bad" aria-label={deskCopy.banners}>
      {banners.map((banner) => (
        <p key={banner}>{banner}</p>
      ))}
      <Link className="target" to={FAULTS}>
        {deskCopy.whatToDo}
      </Link>
    </section>
  );
}

/** A visible number with words for screen readers. */
function Count({ count, words }: { count: number; words: string }) {
  return (
    <>
      <span className="troubles" aria-hidden="true">
        {count}
      </span>{" "}
      <span className="hidden">{words}</span>
    </>
  );
}

function Who({ operator: { email, role } }: { operator: Operator }) {
  return (
    <div className="who">
      <span>
        <Link className="target" to={addresses.desk.account()}>
          {email}
        </Link>{" "}
        <span className="soft">({deskCopy.roles[role]})</span>
      </span>
      <Form method="post" action={addresses.desk.signOut()} reloadDocument>
        <button type="submit" className="plain">
          {deskCopy.signOut}
        </button>
      </Form>
    </div>
  );
}
