import { requestCopy } from "#app/copy/requests.ts";
import { IntentForm } from "#app/ui/intent-form.tsx";
import { Page } from "#app/ui/page.tsx";

const words = requestCopy.left;

export function LeftPage() {
  return (
    <Page>
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <p>{words.data}</p>
      <div className="narrow">
        <IntentForm intent="erase" button={words.erase} />
      </div>
      <p>
        <a href="/booking/">{words.back}</a>
      </p>
    </Page>
  );
}
