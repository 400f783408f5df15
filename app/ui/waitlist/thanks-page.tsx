import { addresses } from "#app/addresses.ts";
import { bookingCopy } from "#app/copy/booking.ts";
import { copy } from "#app/copy/ru.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { Page } from "#app/ui/page.tsx";
import { SubmitButton } from "#app/ui/submit-button.tsx";
import type { SentView } from "#app/views/waitlist/thanks-view.ts";

const words = copy.thanks;
const { asked } = bookingCopy;

type ThanksPageProps = { promised: string | null; sent: SentView | null; messengers: Messenger[] };

/** One page for everybody: it does not reveal who was on the list before. */
export function ThanksPage({ promised, sent, messengers }: ThanksPageProps) {
  const steps = (sent?.hour ? asked.steps : words.steps)(messengers.includes("telegram"));
  return (
    <Page>
      {sent?.hour ? (
        <AskedHour {...sent.hour} />
      ) : (
        <div className="done">
          <h1>{words.title}</h1>
          <p className="lead">{words.lead(promised)}</p>
        </div>
      )}
      {sent === null ? null : <Sent {...sent} />}
      <section className="next" aria-labelledby="next">
        <h2 id="next">{words.next}</h2>
        <ul>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
        <p>
          {words.leaveBefore} <a href={addresses.leave()}>{words.leaveLink}</a>.
        </p>
        <p>
          {words.helpBefore} <a href={addresses.emergency()}>{copy.page.helpLines}</a>.
        </p>
      </section>
      <p className="onward">
        <a href={addresses.booking()}>{words.back}</a>
      </p>
    </Page>
  );
}

/** The hour that was asked for, and what became of it since. */
function AskedHour({ state, when, until }: NonNullable<SentView["hour"]>) {
  const heading = { asked: asked.title, booked: asked.booked, over: asked.over }[state];
  const lead = { asked: asked.lead, booked: asked.bookedLead, over: asked.overLead }[state];
  return (
    <div className="done">
      <h1>{heading}</h1>
      <p className="lead">
        <strong>{when}</strong>
      </p>
      <p>{lead}</p>
      {state === "asked" && until !== null ? <p>{asked.until(until)}</p> : null}
    </div>
  );
}

/** The contact to which the answer is sent, and the way back from a mistyped one. */
function Sent({ shown, action, fields }: SentView) {
  return (
    <form className="narrow" method="post" action={action} noValidate>
      <p>
        {words.sentTo} <strong>{shown}</strong>
      </p>
      {fields.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton quiet>{words.correct}</SubmitButton>
      <p className="small">{words.correctHint}</p>
    </form>
  );
}
