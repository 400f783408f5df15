import type { ReactNode } from "react";
import { offersCopy } from "#app/copy/offers.ts";
import { requestCopy } from "#app/copy/requests.ts";
import { copy } from "#app/copy/ru.ts";
import { storedCopy } from "#app/copy/stored.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { FocusPlace } from "#app/ui/focus-place.tsx";
import { errorOf, orderedErrors } from "#app/ui/form-result.ts";
import { IntentForm } from "#app/ui/intent-form.tsx";
import { Page } from "#app/ui/page.tsx";
import type { RequestPageProps } from "#app/views/waitlist/own-request.ts";
import { WINDOW, WindowFieldset } from "./window-fieldset.tsx";

const words = requestCopy.own;

/** A person's own request, opened by the private link: its state and what follows, and everything that can be done with it. */
export function RequestPage(props: RequestPageProps) {
  const { action, state, lastResult, done, lapsesSoon, windowBefore, offer } = props;
  const errors = orderedErrors(lastResult, [WINDOW], "#main-content");
  const primary = primaryOf(props);
  return (
    <Page summary={<ErrorSummary errors={errors} title={words.problem} />}>
      <h1>{words.title}</h1>
      {done ? (
        <FocusPlace tone="good" className="card tint narrow">
          <p role="status" className="notice">
            {words.done[done]}.
          </p>
        </FocusPlace>
      ) : null}
      <p className="lead">{words.states[state]}</p>
      {state === "waiting" && primary !== "offer" ? (
        <p>
          <b>{words.answerBy(props.answerBy)}</b> {words.nothingToDo}
        </p>
      ) : null}
      {offer ? (
        <Part id="offer" title={offersCopy.own.offerTitle} lead={offer.when}>
          <a className="button" href={offer.href}>
            {offersCopy.own.offerOpen}
          </a>
        </Part>
      ) : null}
      {props.asked.map(({ bookingId, when, until }) => (
        <Part key={bookingId} id={`asked-${bookingId}`} title={offersCopy.own.askedTitle} lead={when}>
          <p>{offersCopy.askedUntil(until)}</p>
          <IntentForm action={action} intent="release" button={offersCopy.own.release}>
            <input type="hidden" name="booking" value={bookingId} />
          </IntentForm>
        </Part>
      ))}
      {props.askedToWait ? <AskedToWait action={action} /> : null}
      {windowBefore === null ? null : <PutBack action={action} now={props.timeWindow} before={windowBefore} />}
      {lapsesSoon ? (
        <Part id="renew" title={words.renewTitle} lead={words.renewLead}>
          <IntentForm action={action} intent="renew" button={words.renew} quiet={primary !== "renew"} />
        </Part>
      ) : null}
      {state === "paused" ? (
        <Part id="resume" title={words.resumeTitle} lead={words.resumeLead}>
          <IntentForm action={action} intent="resume" button={words.resume} quiet={primary !== "resume"} />
        </Part>
      ) : null}
      <Facts {...props} />
      <Part id="window" title={words.windowTitle}>
        <IntentForm action={action} intent="window" button={words.saveWindow} quiet={primary !== "window"}>
          <WindowFieldset
            legend={words.windowLegend}
            titled
            chosen={props.timeWindow}
            error={errorOf(lastResult, WINDOW)}
          />
        </IntentForm>
      </Part>
      {state === "paused" ? null : (
        <Part id="pause" title={words.pauseTitle} lead={words.pauseLead}>
          <IntentForm action={action} intent="pause" button={words.pause} />
        </Part>
      )}
      <div className="narrow folds">
        <Fold title={words.leaveFold} lead={words.leaveLead}>
          <IntentForm action={action} intent="leave" button={words.leave} />
        </Fold>
        <Fold title={storedCopy.fold} lead={storedCopy.lead}>
          <IntentForm action={action} intent="stored" button={storedCopy.show} />
        </Fold>
        <Fold title={words.downloadFold} lead={words.dataLead}>
          <IntentForm action={props.downloadHref} intent="download" button={words.download} download />
        </Fold>
        <Fold title={words.eraseFold} lead={words.eraseLead}>
          <IntentForm action={action} intent="erase" button={words.erase} warn />
        </Fold>
      </div>
      <p className="small narrow">{words.keepPrivate}</p>
    </Page>
  );
}

/** The one act that matters most now. */
function primaryOf({ offer, askedToWait, windowBefore, lapsesSoon, state }: RequestPageProps) {
  if (offer !== null || askedToWait) return "offer";
  if (windowBefore !== null) return "put-back";
  if (lapsesSoon) return "renew";
  return state === "paused" ? "resume" : "window";
}

function Facts({ serviceTitle, timeWindow, contact, createdAt, expiresAt }: RequestPageProps) {
  const facts = [
    [words.service, serviceTitle],
    [words.window, copy.timeWindows[timeWindow]],
    [words.contact, contact],
    [words.created, createdAt],
    [words.expires, expiresAt],
  ];
  return (
    <dl className="narrow">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Each answer is an act that the page has anyway. */
function AskedToWait({ action }: { action: string }) {
  const { waitTitle, waitLead, waitYes, waitLater, waitNo } = offersCopy.own;
  return (
    <Part id="wait" title={waitTitle} lead={waitLead}>
      <div className="actions">
        <IntentForm action={action} intent="renew" button={waitYes} quiet={false} />
        <IntentForm action={action} intent="pause" button={waitLater} />
        <IntentForm action={action} intent="leave" button={waitNo} />
      </div>
    </Part>
  );
}

/** One press restores the window from before a repeat. */
function PutBack({ action, now, before }: { action: string; now: TimeWindow; before: TimeWindow }) {
  const { [now]: nowWords, [before]: beforeWords } = copy.timeWindows;
  return (
    <Part id="put-back" title={words.putBackTitle} lead={words.putBackLead(nowWords, beforeWords)}>
      <IntentForm action={action} intent="window" button={words.putBack(beforeWords)} quiet={false}>
        <input type="hidden" name={WINDOW} value={before} />
      </IntentForm>
    </Part>
  );
}

function Part({ id, title, lead, children }: { id: string; title: string; lead?: string; children: ReactNode }) {
  return (
    <section className="narrow" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {lead === undefined ? null : <p>{lead}</p>}
      {children}
    </section>
  );
}

/** What few people need, behind its title. */
function Fold({ title, lead, children }: { title: string; lead: string; children: ReactNode }) {
  return (
    <details>
      <summary>{title}</summary>
      <p>{lead}</p>
      {children}
    </details>
  );
}
