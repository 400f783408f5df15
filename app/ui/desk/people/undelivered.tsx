import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { undeliveredCopy as words } from "#app/copy/delivery.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import type { UndeliveredRow } from "#app/views/people/undelivered-view.ts";

/** What no channel delivered, or none can: what to say, and until when. Nothing when nobody has to be told. */
export function UndeliveredTasks({ rows, mayWork }: { rows: UndeliveredRow[]; mayWork: boolean }) {
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="undelivered">
      <h2 id="undelivered">{words.title}</h2>
      <p className="soft">{words.lead}</p>
      <ul className="undelivered">
        {rows.map(({ id, requestId, what, since, say, why }) => (
          <li className="card" key={id ?? requestId}>
            <h3>{what}</h3>
            <p>{say}</p>
            <p className="soft">{`${why} ${since}`}</p>
            <DeskForm method="post" className="row" preventScrollReset>
              {id === null ? null : <input type="hidden" name="delivery" value={id} />}
              <Link
                className="button inline quiet"
                to={addresses.desk.person(requestId)}
                aria-label={words.openNamed(what)}
              >
                {words.open}
              </Link>{" "}
              {mayWork && id !== null ? (
                <DeskButton quiet name="intent" value="told" label={words.toldNamed(what)}>
                  {words.told}
                </DeskButton>
              ) : null}
            </DeskForm>
          </li>
        ))}
      </ul>
    </section>
  );
}
