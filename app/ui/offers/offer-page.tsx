import { addresses } from "#app/addresses.ts";
import { offersCopy } from "#app/copy/offers.ts";
import { DECLINE_REASONS } from "#app/domain/offers/types.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { Radio } from "#app/ui/choice.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { FieldGroup } from "#app/ui/field.tsx";
import { FocusPlace } from "#app/ui/focus-place.tsx";
import { orderedErrors } from "#app/ui/form-result.ts";
import { IntentForm } from "#app/ui/intent-form.tsx";
import { Page } from "#app/ui/page.tsx";
import type { OfferState, OfferView } from "#app/views/offers/offer-view.ts";
import { BookedPage } from "./booking.tsx";
import { HourFacts } from "./facts.tsx";

const words = offersCopy.page;
const REASON = "reason";

type OfferPageProps = OfferView & { lastResult: LastResult };

/** An offer in whatever state it is: what a press would do now, and nothing else. */
export function OfferPage({ action, facts, weekly, state, done, lastResult }: OfferPageProps) {
  if (state.kind === "yours") return <BookedPage booking={state.booking} isNew={done === "accepted"} />;
  const { title, lead } = sayingOf(state);
  const errors = orderedErrors(lastResult, [REASON], "#main-content");
  return (
    <Page summary={<ErrorSummary errors={errors} title={words.unread} />}>
      {done === null ? (
        <h1>{title}</h1>
      ) : (
        <FocusPlace tone="good" className="said">
          <h1>{done === "declined" ? words.declined : title}</h1>
        </FocusPlace>
      )}
      <p className="lead narrow">{lead}</p>
      {done === "returned" ? <p className="narrow">{offersCopy.booked.returned}</p> : null}
      <HourFacts facts={facts} />
      {weekly && state.kind !== "over" ? <p className="narrow">{offersCopy.weekly}</p> : null}
      <Answers action={action} state={state} />
      <p className="small narrow">{offersCopy.keepPrivate}</p>
    </Page>
  );
}

type Unanswered = Exclude<OfferState, { kind: "yours" }>;

/** The state in words: what is so, and what follows from a press or from none. */
export function sayingOf(state: Unanswered): { title: string; lead: string } {
  switch (state.kind) {
    case "open":
      return { title: words.open, lead: `${offersCopy.held(state.until)} ${offersCopy.silence}` };
    case "late":
      return { title: words.late, lead: words.lateLead };
    case "held_by_another":
      return { title: words.held, lead: words.heldLead(state.until) };
    case "kept":
      return { title: words.kept, lead: words.keptLead };
    case "over":
      return words.over[state.because];
  }
}

function Answers({ action, state }: { action: string; state: Unanswered }) {
  switch (state.kind) {
    case "over":
      return (
        <div className="narrow">
          {state.mayReturn ? (
            <IntentForm action={action} intent="return" button={offersCopy.booked.return} quiet={false} />
          ) : null}
          <p className="onward">
            <a href={addresses.booking()}>{words.booking}</a>
          </p>
        </div>
      );
    case "kept":
      return <Decline action={action} button={words.takeBack} />;
    default:
      return (
        <>
          <div className="narrow">
            <IntentForm
              action={action}
              intent="accept"
              button={state.kind === "held_by_another" ? words.acceptLate : words.accept}
              quiet={false}
            />
          </div>
          <Decline action={action} button={words.decline} />
        </>
      );
  }
}

function Decline({ action, button }: { action: string; button: string }) {
  return (
    <section className="narrow" aria-labelledby="decline">
      <h2 id="decline">{words.declineTitle}</h2>
      <p>{words.declineLead}</p>
      <IntentForm action={action} intent="decline" button={button}>
        <FieldGroup name={REASON} legend={words.reason} error={undefined}>
          <Radio name={REASON} value="" label={words.noReason} checked first />
          {DECLINE_REASONS.map((reason) => (
            <Radio
              key={reason}
              name={REASON}
              value={reason}
              label={words.reasons[reason]}
              checked={false}
              first={false}
            />
          ))}
        </FieldGroup>
      </IntentForm>
    </section>
  );
}

/** One page for wrong, old, foreign and tampered links; and one for an hour that was removed. */
export function OfferEndPage({ title, lead }: { title: string; lead: string }) {
  return (
    <Page>
      <h1>{title}</h1>
      <p className="lead">{lead}</p>
      <p className="onward">
        <a href={addresses.booking()}>{words.booking}</a>
      </p>
    </Page>
  );
}
