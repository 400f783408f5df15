import { addresses } from "#app/addresses.ts";
import { consentCopy } from "#app/copy/consent.ts";
import { copy } from "#app/copy/ru.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { FocusPlace } from "#app/ui/focus-place.tsx";
import { errorOf, orderedErrors, typedIn } from "#app/ui/form-result.ts";
import { IntentForm } from "#app/ui/intent-form.tsx";
import { Page } from "#app/ui/page.tsx";
import { usePracticeWords } from "#app/ui/practice-words.ts";
import { CONSENT_FIELDS, ConsentFieldset } from "#app/ui/waitlist/consent-fieldset.tsx";
import { WINDOW, WindowFieldset } from "#app/ui/waitlist/window-fieldset.tsx";
import type { ConsentView } from "#app/views/offers/consent-view.ts";
import { HourFacts } from "./facts.tsx";

const words = consentCopy.page;

type ConsentPageProps = { view: ConsentView; messengers: Messenger[]; lastResult: LastResult };

/** Who asks somebody who called, for what, and the two consents. */
export function ConsentPage({ view, messengers, lastResult }: ConsentPageProps) {
  const { action, facts, forHour, until } = view;
  const { operator } = usePracticeWords();
  const errors = orderedErrors(lastResult, [WINDOW, ...CONSENT_FIELDS], "#answer");
  return (
    <Page summary={<ErrorSummary errors={errors} title={words.problem} />}>
      <h1>{titleOf(view)}</h1>
      <p className="lead narrow">
        {words.asks(operator)} {forHour ? words.hourLead : words.listLead}
      </p>
      <HourFacts facts={facts} />
      <p className="narrow">
        {words.stored(until)} {forHour ? words.hourFrees : null}
      </p>
      <section className="card narrow" aria-labelledby="answer">
        <h2 id="answer">{words.form}</h2>
        <IntentForm action={action} intent="agree" button={forHour ? words.submitHour : words.submitList} quiet={false}>
          {forHour ? null : (
            <WindowFieldset
              legend={copy.form.window}
              chosen={typedIn(lastResult, WINDOW)}
              error={errorOf(lastResult, WINDOW)}
            />
          )}
          <ConsentFieldset messengers={messengers} lastResult={lastResult} />
        </IntentForm>
      </section>
      <section className="narrow" aria-labelledby="refuse">
        <h2 id="refuse">{words.refuseTitle}</h2>
        <p>
          {words.refuseLead} {forHour ? words.refuseHour : null}
        </p>
        <IntentForm action={action} intent="refuse" button={words.refuse} />
      </section>
    </Page>
  );
}

export const titleOf = ({ forHour }: ConsentView): string => (forHour ? words.hourTitle : words.listTitle);

/** One page for wrong, old and foreign links. */
export function ConsentGonePage() {
  return (
    <Page>
      <h1>{words.gone.title}</h1>
      <p className="lead narrow">{words.gone.lead}</p>
      <p>
        <a href={addresses.booking()}>{words.booking}</a>
      </p>
    </Page>
  );
}

/** True of every link, known or not: nothing is stored by it any more. */
export function RefusedPage() {
  return (
    <Page>
      <FocusPlace tone="good" className="said">
        <h1>{words.refused.title}</h1>
        <p className="lead narrow">{words.refused.lead}</p>
      </FocusPlace>
      <p>
        <a href={addresses.booking()}>{words.booking}</a>
      </p>
    </Page>
  );
}
