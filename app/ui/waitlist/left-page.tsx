import { addresses } from "#app/addresses.ts";
import { requestCopy } from "#app/copy/requests.ts";
import { FocusPlace } from "#app/ui/focus-place.tsx";
import { IntentForm } from "#app/ui/intent-form.tsx";
import { Page } from "#app/ui/page.tsx";

const words = requestCopy.left;

export function LeftPage({ action }: { action: string }) {
  return (
    <Page>
      <FocusPlace tone="good" className="said">
        <h1>{words.title}</h1>
        <p className="lead">{words.lead}</p>
      </FocusPlace>
      <p>{words.data}</p>
      <div className="narrow">
        <IntentForm action={action} intent="erase" button={words.erase} warn />
      </div>
      <p className="onward">
        <a href={addresses.booking()}>{words.back}</a>
      </p>
    </Page>
  );
}
