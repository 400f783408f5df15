import { addresses } from "#app/addresses.ts";
import { requestCopy } from "#app/copy/requests.ts";
import { FocusPlace } from "#app/ui/focus-place.tsx";
import { IntentForm } from "#app/ui/intent-form.tsx";
import { Page } from "#app/ui/page.tsx";

/** `closed`: the person has left already. `keepHref`: the page from which they arrived. */
type ConfirmErasurePageProps = { action: string; closed: boolean; keepHref: string };

/** Asks once more before what cannot be undone (WCAG 2.2, 3.3.4). */
export function ConfirmErasurePage({ action, closed, keepHref }: ConfirmErasurePageProps) {
  const words = requestCopy.erase;
  return (
    <Page>
      <FocusPlace tone="good" className="said">
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
      </FocusPlace>
      <section className="narrow" aria-labelledby="what">
        <h2 id="what">{words.whatTitle}</h2>
        <ul>
          {[...(closed ? [] : [words.closes]), ...words.what].map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <IntentForm action={action} intent="erase" button={words.confirm} quiet={false} warn confirmed />
        <p className="onward">
          <a href={keepHref}>{words.keep}</a>
        </p>
      </section>
    </Page>
  );
}

export function ErasedPage() {
  const words = requestCopy.erased;
  return (
    <Page>
      <FocusPlace tone="good" className="said">
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
      </FocusPlace>
      <p>{words.note}</p>
      <p className="onward">
        <a href={addresses.booking()}>{words.back}</a>
      </p>
    </Page>
  );
}
