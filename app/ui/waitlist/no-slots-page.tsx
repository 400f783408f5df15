import { copy, minutes } from "#app/copy/ru.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { ConciergeCard } from "#app/ui/chat/concierge-card.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { Page } from "#app/ui/page.tsx";
import { ReloadLink } from "#app/ui/reload-link.tsx";
import { ServiceChoice } from "#app/ui/timetable/service-choice.tsx";
import type { NoSlotsView, ServiceView } from "#app/views/waitlist/no-slots-view.ts";
import { WaitlistForm, WHOLE_FORM, waitlistErrors } from "./waitlist-form.tsx";

const words = copy.noSlots;

/** The subject of the page in this state: its heading and its tab title. */
export function noSlotsTitle(view: NoSlotsView): string {
  switch (view.state) {
    case "choose-service":
      return words.titles.choose;
    case "unreadable":
      return words.titles.unreadable;
    case "service":
      return view.service.waitlistOpen || view.availability !== "none"
        ? words.titles[view.availability]
        : words.titles.paused;
  }
}

type NoSlotsPageProps = { view: NoSlotsView; lastResult: LastResult };

export function NoSlotsPage({ view, lastResult }: NoSlotsPageProps) {
  const errors = waitlistErrors(lastResult);
  const ofFields = errors.some(({ href }) => href !== WHOLE_FORM);
  return (
    <Page summary={<ErrorSummary errors={errors} title={ofFields ? copy.form.problem : copy.form.notSaved} />}>
      <h1>{noSlotsTitle(view)}</h1>
      <Content view={view} lastResult={lastResult} />
    </Page>
  );
}

function Content({ view, lastResult }: NoSlotsPageProps) {
  switch (view.state) {
    case "choose-service":
      return (
        <>
          <p className="lead">{words.chooseLead}</p>
          <ServiceChoice {...view} />
        </>
      );
    case "unreadable":
      return (
        <>
          <p className="lead">{words.unreadableLead}</p>
          <div className="ways">
            {/* A form that was sent keeps what was typed, so that it can be sent again. */}
            {lastResult?.initialValue ? <FormCard title={words.waitlist} lastResult={lastResult} /> : <TryAgain />}
            {view.concierge ? <ConciergeCard {...view.concierge} /> : null}
          </div>
        </>
      );
    case "service":
      return <ServiceContent view={view} lastResult={lastResult} />;
  }
}

function TryAgain() {
  return (
    <div className="card" id="waitlist">
      <ReloadLink />
      <p className="small">
        <a href="/booking/">{words.otherServices}</a>
      </p>
    </div>
  );
}

function FormCard({ title, lastResult }: { title: string; lastResult: LastResult }) {
  return (
    <section className="card" aria-labelledby="waitlist">
      <h2 id="waitlist">{title}</h2>
      <p>{words.waitlistLead}</p>
      <WaitlistForm lastResult={lastResult} />
    </section>
  );
}

function ServiceContent({ view, lastResult }: { view: ServiceView; lastResult: LastResult }) {
  const { service, availability, answerWithinWorkingDays, concierge } = view;
  return (
    <>
      <p className="lead">{leadOf(view)}</p>
      {availability === "free" ? (
        <p>
          <a className="button inline" href={`/booking/slot/?service_slug=${encodeURIComponent(service.slug)}`}>
            {words.freeLink}
          </a>
        </p>
      ) : null}
      <ul className="facts" aria-label={words.facts}>
        <li>{`${service.title} · ${copy.formats[service.format]} · ${minutes(service.durationMinutes)}`}</li>
        {service.waitlistOpen ? <li>{words.answers(answerWithinWorkingDays)}</li> : null}
        <li>
          <a href="/booking/">{words.otherService}</a>
        </li>
        {concierge ? (
          <li>
            <a href="#concierge">{words.withoutContact}</a>
          </li>
        ) : null}
      </ul>
      <div className="ways">
        {service.waitlistOpen ? (
          <FormCard title={availability === "free" ? words.nothingSuits : words.waitlist} lastResult={lastResult} />
        ) : (
          <Paused />
        )}
        <div className="aside">
          {concierge ? <ConciergeCard {...concierge} /> : null}
          {service.waitlistOpen ? <WhatNext days={answerWithinWorkingDays} /> : null}
        </div>
      </div>
    </>
  );
}

function leadOf({ service, availability, concierge }: ServiceView): string {
  if (!service.waitlistOpen) {
    return { none: words.pausedLead, free: words.pausedFree, unknown: words.pausedUnknown }[availability];
  }
  if (availability === "free") return words.freeLead;
  if (availability === "unknown") return words.unknownLead;
  return concierge ? `${words.lead} ${words.leadConcierge}` : words.lead;
}

function Paused() {
  return (
    <div className="card" id="waitlist">
      <p>{words.pausedElse}</p>
      <a className="button quiet" href="/booking/">
        {words.otherServices}
      </a>
      <p className="small">{copy.adultsOnly}</p>
    </div>
  );
}

function WhatNext({ days }: { days: number }) {
  return (
    <section className="next" aria-labelledby="next">
      <h2 id="next">{words.next}</h2>
      <ol>
        {words.steps(days).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="small">{words.safe}</p>
    </section>
  );
}
