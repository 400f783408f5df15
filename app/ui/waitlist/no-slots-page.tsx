import { addresses } from "#app/addresses.ts";
import { dotted } from "#app/copy/no-breaks.ts";
import { copy, minutes } from "#app/copy/ru.ts";
import { either } from "#app/copy/words.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { ConciergeCard } from "#app/ui/chat/concierge-card.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { Page } from "#app/ui/page.tsx";
import { ReloadLink } from "#app/ui/reload-link.tsx";
import { Away } from "#app/ui/timetable/away.tsx";
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
    <Page
      servicesHref={view.otherServicesHref}
      summary={<ErrorSummary errors={errors} title={ofFields ? copy.form.problem : copy.form.notSaved} />}
    >
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
          <p className="lead">{lastResult ? words.unsentLead : words.unreadableLead}</p>
          <div className="ways">
            {/* A form that was sent keeps what was typed, so that it can be sent again. */}
            {lastResult?.initialValue ? (
              <FormCard
                title={words.waitlist}
                action={view.formAction}
                messengers={view.messengers}
                lastResult={lastResult}
              />
            ) : (
              <TryAgain otherServicesHref={view.otherServicesHref} />
            )}
            <ConciergeCard concierges={view.concierges} />
          </div>
        </>
      );
    case "service":
      return <ServiceContent view={view} lastResult={lastResult} />;
  }
}

function TryAgain({ otherServicesHref }: { otherServicesHref: string }) {
  return (
    <div className="card" id="waitlist">
      <ReloadLink />
      <p className="onward">
        <a href={otherServicesHref}>{words.otherServices}</a>
      </p>
    </div>
  );
}

type FormCardProps = { title: string; action: string; messengers: Messenger[]; lastResult: LastResult };

function FormCard({ title, action, messengers, lastResult }: FormCardProps) {
  return (
    <section className="card" aria-labelledby="waitlist">
      <h2 id="waitlist">{title}</h2>
      <p>{words.waitlistLead}</p>
      <WaitlistForm action={action} messengers={messengers} lastResult={lastResult} />
    </section>
  );
}

function ServiceContent({ view, lastResult }: { view: ServiceView; lastResult: LastResult }) {
  const { service, availability, promised, away, concierges, otherServicesHref, elsewhere } = view;
  return (
    <>
      <p className="lead">{leadOf(view, lastResult)}</p>
      <Away words={away} />
      {availability === "free" ? (
        <p>
          <a className="button inline" href={view.slotsHref}>
            {words.freeLink}
          </a>
        </p>
      ) : null}
      <p className="small facts">
        {`${dotted(service.title, copy.formats[service.format], minutes(service.durationMinutes))}.`}
        {service.waitlistOpen ? ` ${words.answers(promised)}.` : null}
      </p>
      <p className="onward">
        {elsewhere ? <a href={otherServicesHref}>{words.otherService}</a> : null}{" "}
        {concierges.length > 0 ? <a href="#concierge">{words.withoutContact}</a> : null}
      </p>
      <div className="ways">
        {service.waitlistOpen ? (
          <FormCard
            title={availability === "free" ? words.nothingSuits : words.waitlist}
            action={view.formAction}
            messengers={view.messengers}
            lastResult={lastResult}
          />
        ) : (
          <Paused otherServicesHref={elsewhere ? otherServicesHref : null} />
        )}
        <div className="aside">
          <ConciergeCard concierges={concierges} besideForm={service.waitlistOpen} />
          {service.waitlistOpen ? <WhatNext promised={promised} /> : null}
        </div>
      </div>
    </>
  );
}

function leadOf({ service, availability, concierges }: ServiceView, lastResult: LastResult): string {
  if (!service.waitlistOpen) {
    return { none: words.pausedLead, free: words.pausedFree, unknown: words.pausedUnknown }[availability];
  }
  if (availability === "free") return words.freeLead;
  if (availability === "unknown") return lastResult ? words.unsentLead : words.unknownLead;
  if (concierges.length === 0) return words.lead;
  const names = either(concierges.map(({ messenger }) => messenger));
  return `${words.lead} ${(concierges.length === 1 ? words.leadConcierge : words.leadConcierges)(names)}`;
}

/** `null`: no other service helps now. */
function Paused({ otherServicesHref }: { otherServicesHref: string | null }) {
  return (
    <div className="card" id="waitlist">
      {otherServicesHref === null ? (
        <p>
          {words.pausedEverywhere} <a href={addresses.emergency()}>{copy.page.helpLines}</a>.
        </p>
      ) : (
        <>
          <p>{words.pausedElse}</p>
          <a className="button quiet" href={otherServicesHref}>
            {words.otherServices}
          </a>
        </>
      )}
      <p className="small">{copy.adultsOnly}</p>
    </div>
  );
}

function WhatNext({ promised }: { promised: string }) {
  return (
    <section className="next" aria-labelledby="next">
      <h2 id="next">{words.next}</h2>
      <ol>
        {words.steps(promised).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="small">{words.safe}</p>
    </section>
  );
}
