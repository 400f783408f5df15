import { addresses } from "#app/addresses.ts";
import { requestCopy } from "#app/copy/requests.ts";
import { Page } from "#app/ui/page.tsx";

const words = requestCopy.gone;

/** One page for wrong, old and used links. */
export function LinkGonePage() {
  return (
    <Page>
      <h1>{words.title}</h1>
      <p className="lead">{words.lead}</p>
      <h2>{words.ways}</h2>
      <ul className="links">
        <li>
          <a href={addresses.leave()}>{words.leave}</a>
        </li>
        <li>
          <a href={addresses.booking()}>{words.booking}</a>
        </li>
      </ul>
    </Page>
  );
}
