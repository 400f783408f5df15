import { requestCopy } from "#app/copy/requests.ts";
import { copy } from "#app/copy/ru.ts";
import type { ClosedReason, TimeWindow } from "#app/domain/waitlist-request.ts";
import { Page } from "./page.tsx";
import { SubmitButton } from "./submit-button.tsx";

type RequestPageProps = {
  serviceTitle: string;
  timeWindow: TimeWindow;
  state: "waiting" | "contacted" | "closed";
  closedReason?: ClosedReason | null;
  answerBy: string | null;
  createdAt: string;
};

const words = requestCopy.own;

/** One's own request, opened by the private link. */
export function RequestPage({ serviceTitle, timeWindow, state, closedReason, answerBy, createdAt }: RequestPageProps) {
  const closed = state === "closed";
  const facts = [
    [words.service, serviceTitle],
    [words.window, copy.timeWindows[timeWindow]],
    [words.created, createdAt],
    ...(state === "waiting" && answerBy !== null ? [[words.answerBy, answerBy]] : []),
  ];
  return (
    <Page>
      <h1>{words.title}</h1>
      <p className="lead">{closed && closedReason ? words.closed[closedReason] : words.states[state]}</p>
      <dl className="card narrow">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {closed ? (
        <p>
          <a href="/booking/">{requestCopy.left.back}</a>
        </p>
      ) : (
        <section className="narrow" aria-labelledby="leave">
          <h2 id="leave">{words.leaveTitle}</h2>
          <p>{words.leaveLead}</p>
          <form method="post">
            <input type="hidden" name="intent" value="leave" />
            <SubmitButton quiet>{words.leave}</SubmitButton>
          </form>
          <p className="small">{words.keepPrivate}</p>
        </section>
      )}
    </Page>
  );
}
