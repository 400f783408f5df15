import type { ReactNode } from "react";
import { requestCopy } from "#app/copy/requests.ts";
import { copy } from "#app/copy/ru.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { errorOf, orderedErrors } from "#app/ui/form-result.ts";
import { IntentForm } from "#app/ui/intent-form.tsx";
import { Page } from "#app/ui/page.tsx";
import type { RequestPageProps } from "#app/views/waitlist/own-request.ts";
import { WINDOW, WindowFieldset } from "./window-fieldset.tsx";

const words = requestCopy.own;

/** A person's own request, opened by the private link: its state and what follows, and everything that can be done with it. */
export function RequestPage(props: RequestPageProps) {
  const { state, lastResult, done, lapsesSoon, windowBefore } = props;
  const errors = orderedErrors(lastResult, [WINDOW], "#main-content");
  return (
    <Page summary={<ErrorSummary errors={errors} title={words.problem} />}>
      <h1>{words.title}</h1>
      {done ? (
        <p role="status" className="card tint narrow">
          {words.done[done]}
        </p>
      ) : null}
      <p className="lead">{words.states[state]}</p>
      <Facts {...props} />
      {windowBefore === null ? null : (
        <PutBack now={copy.timeWindows[props.timeWindow]} before={copy.timeWindows[windowBefore]} to={windowBefore} />
      )}
      {lapsesSoon ? (
        <Part id="renew" title={words.renewTitle} lead={words.renewLead}>
          <IntentForm intent="renew" button={words.renew} quiet={false} />
        </Part>
      ) : null}
      <Part id="window" title={words.windowTitle}>
        <IntentForm intent="window" button={words.saveWindow}>
          <WindowFieldset legend={words.windowLegend} chosen={props.timeWindow} error={errorOf(lastResult, WINDOW)} />
        </IntentForm>
      </Part>
      {state === "paused" ? (
        <Part id="resume" title={words.resumeTitle} lead={words.resumeLead}>
          <IntentForm intent="resume" button={words.resume} />
        </Part>
      ) : (
        <Part id="pause" title={words.pauseTitle} lead={words.pauseLead}>
          <IntentForm intent="pause" button={words.pause} />
        </Part>
      )}
      <Part id="leave" title={words.leaveTitle} lead={words.leaveLead}>
        <IntentForm intent="leave" button={words.leave} />
      </Part>
      <Part id="data" title={words.dataTitle} lead={words.dataLead}>
        <IntentForm intent="download" button={words.download} fileAt={props.downloadHref} />
        <p>{words.eraseLead}</p>
        <IntentForm intent="erase" button={words.erase} />
      </Part>
      <p className="small narrow">{words.keepPrivate}</p>
    </Page>
  );
}

function Facts({ serviceTitle, timeWindow, state, answerBy, createdAt, expiresAt }: RequestPageProps) {
  const facts = [
    [words.service, serviceTitle],
    [words.window, copy.timeWindows[timeWindow]],
    [words.created, createdAt],
    ...(state === "waiting" ? [[words.answerBy, answerBy]] : []),
    [words.expires, expiresAt],
  ];
  return (
    <dl className="card narrow">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One press, and the window is what it was before somebody repeated the request. */
function PutBack({ now, before, to }: { now: string; before: string; to: TimeWindow }) {
  return (
    <Part id="put-back" title={words.putBackTitle} lead={words.putBackLead(now, before)}>
      <IntentForm intent="window" button={words.putBack(before)} quiet={false}>
        <input type="hidden" name={WINDOW} value={to} />
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
