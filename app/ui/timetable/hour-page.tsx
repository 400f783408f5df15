import { Fragment } from "react";
import { bookingCopy } from "#app/copy/booking.ts";
import { dotted } from "#app/copy/no-breaks.ts";
import { copy, minutes } from "#app/copy/ru.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { ConciergeCard } from "#app/ui/chat/concierge-card.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { Page } from "#app/ui/page.tsx";
import { ReloadLink } from "#app/ui/reload-link.tsx";
import { WaitlistForm, WHOLE_FORM, waitlistErrors } from "#app/ui/waitlist/waitlist-form.tsx";
import { WINDOW } from "#app/ui/waitlist/window-fieldset.tsx";
import type { AskedHourView, FreeHourView, TakenHourView } from "#app/views/timetable/hour-view.ts";

const words = bookingCopy.hour;

/** The heading of the page in this state, and its tab title. */
export function hourTitle(view: AskedHourView): string {
  switch (view.state) {
    case "free":
      return view.when.charAt(0).toUpperCase() + view.when.slice(1);
    case "not-free":
      return words.notFree.title;
    case "unreadable":
      return bookingCopy.slots.unreadable;
  }
}

type HourPageProps = { view: AskedHourView; lastResult: LastResult };

/** A free hour and the form that asks for it; or, where it is not free, other ways on. */
export function HourPage({ view, lastResult }: HourPageProps) {
  const errors = view.state === "not-free" ? [] : waitlistErrors(lastResult);
  const ofFields = errors.some(({ href }) => href !== WHOLE_FORM);
  return (
    <Page
      servicesHref={view.otherServicesHref}
      summary={<ErrorSummary errors={errors} title={ofFields ? copy.form.problem : copy.form.notSaved} />}
    >
      <h1>{hourTitle(view)}</h1>
      <Content view={view} lastResult={lastResult} />
    </Page>
  );
}

function Content({ view, lastResult }: HourPageProps) {
  switch (view.state) {
    case "free":
      return <FreeHour view={view} lastResult={lastResult} />;
    case "not-free":
      return <NotFree view={view} lastResult={lastResult} />;
    case "unreadable":
      return (
        <>
          <p className="lead">{lastResult ? words.unsentLead : bookingCopy.slots.unreadableLead}</p>
          {/* A form that was sent keeps what was typed, so that it can be sent again. */}
          {lastResult?.initialValue ? (
            <section className="card" aria-labelledby="waitlist">
              <h2 id="waitlist">{words.form}</h2>
              <WaitlistForm
                action={view.formAction}
                messengers={view.messengers}
                lastResult={lastResult}
                submit={words.submit}
                forHour
              />
            </section>
          ) : (
            <p>
              <ReloadLink />
            </p>
          )}
          <p className="onward">
            <a href={view.otherServicesHref}>{bookingCopy.slots.otherServices}</a>
          </p>
        </>
      );
  }
}

function FreeHour({ view, lastResult }: { view: FreeHourView; lastResult: LastResult }) {
  const { service, atOnce, zone, messengers, concierges, formAction, slotsHref } = view;
  return (
    <>
      <p className="small facts">
        {`${dotted(service.title, copy.formats[service.format], minutes(service.durationMinutes))}.`}
        {zone === null ? null : ` ${zone}.`}
      </p>
      <p className="lead">{atOnce ? words.booksAtOnce : words.asks}</p>
      <p className="onward">
        <a href={slotsHref}>{words.otherTime}</a>{" "}
        {concierges.length > 0 ? <a href="#concierge">{copy.noSlots.withoutContact}</a> : null}
      </p>
      <div className="ways">
        <section className="card" aria-labelledby="waitlist">
          <h2 id="waitlist">{words.form}</h2>
          <WaitlistForm
            action={formAction}
            messengers={messengers}
            lastResult={lastResult}
            submit={atOnce ? words.submitAtOnce : words.submit}
            forHour
          />
        </section>
        {concierges.length > 0 ? (
          <div className="aside">
            <ConciergeCard concierges={concierges} />
          </div>
        ) : null}
      </div>
    </>
  );
}

function NotFree({ view, lastResult }: { view: TakenHourView; lastResult: LastResult }) {
  const { nearest, slotsHref, joinHref, concierges, otherServicesHref, external } = view;
  const typed = typedFields(lastResult);
  return (
    <>
      <p className="lead" role={typed.length > 0 ? "status" : undefined}>
        {typed.length > 0 ? words.notFree.lost : words.notFree.lead}
      </p>
      {typed.length > 0 ? <p>{words.notFree.twice}</p> : null}
      {typed.length > 0 && !external ? <TypedWays view={view} typed={typed} /> : <Links view={view} />}
      <p className="actions">
        {slotsHref ? <a href={slotsHref}>{words.notFree.all}</a> : null}{" "}
        <a href={otherServicesHref}>
          {slotsHref || joinHref || nearest.length > 0 ? bookingCopy.slots.otherServices : words.notFree.services}
        </a>
      </p>
      <ConciergeCard concierges={concierges} />
    </>
  );
}

function Links({ view: { nearest, joinHref, external } }: { view: TakenHourView }) {
  return (
    <>
      {nearest.length > 0 ? (
        <section className="day" aria-labelledby="nearest">
          <h2 id="nearest">{words.notFree.nearest}</h2>
          <ul>
            {nearest.map(({ when, href }) => (
              <li key={href + when}>
                <a className="time" href={href} {...(external ? { target: "_blank", rel: "noopener" } : {})}>
                  {when}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {joinHref ? (
        <p>
          <a className="button quiet inline" href={joinHref}>
            {words.notFree.join}
          </a>
        </p>
      ) : null}
    </>
  );
}

/** One press with everything that was typed: another hour, or the list. */
function TypedWays({ view, typed }: { view: TakenHourView; typed: [string, string][] }) {
  const { nearest, joinHref, formAction } = view;
  if (nearest.length === 0 && joinHref === null) return null;
  return (
    <form method="post" action={joinHref ?? formAction} className="narrow stack" noValidate>
      {typed.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <input type="hidden" name={WINDOW} value="any" />
      {nearest.map(({ href, label }) => (
        <Fragment key={href}>
          <button type="submit" className="button" formAction={href}>
            {label}
          </button>{" "}
        </Fragment>
      ))}
      {joinHref ? (
        <button type="submit" className={nearest.length > 0 ? "button quiet" : "button"} formAction={joinHref}>
          {words.notFree.join}
        </button>
      ) : null}
    </form>
  );
}

function typedFields(lastResult: LastResult): [string, string][] {
  return Object.entries(lastResult?.initialValue ?? {}).flatMap(([name, value]) =>
    typeof value === "string" && name !== WINDOW ? [[name, value] as [string, string]] : [],
  );
}
