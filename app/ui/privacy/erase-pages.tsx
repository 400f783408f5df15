import { requestCopy } from "#app/copy/requests.ts";
import { IntentForm } from "#app/ui/intent-form.tsx";
import { Page } from "#app/ui/page.tsx";

/** Asks once more before what cannot be undone (WCAG 2.2, 3.3.4). */
export function ConfirmErasurePage() {
  const words = requestCopy.erase;
  return (
    <Page>
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <section className="narrow" aria-labelledby="what">
        <h2 id="what">{words.whatTitle}</h2>
        <ul>
          {words.what.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <IntentForm intent="erase" button={words.confirm} quiet={false} confirmed />
        <p>
          <a href="?">{words.keep}</a>
        </p>
      </section>
    </Page>
  );
}

export function ErasedPage() {
  const words = requestCopy.erased;
  return (
    <Page>
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <p>{words.note}</p>
      <p>
        <a href="/booking/">{words.back}</a>
      </p>
    </Page>
  );
}
