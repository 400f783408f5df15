import { Fragment } from "react";
import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { timeWindows } from "#app/copy/words.ts";
import { LIST_STATUSES } from "#app/domain/people/operator-work.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { SelectField } from "#app/ui/desk/select-field.tsx";
import type { RequestListProps } from "#app/views/people/desk-list-view.ts";

const words = peopleCopy.list;
const FLAGS = ["answered", "overdue", "leaving", "unreachable", "paused", "quarantined"] as const;
const VIEWS = [
  ["", words.view.waiting],
  ...FLAGS.map((flag) => [`${flag}=on`, words.view[flag]] as const),
  ["status=contacted", words.view.contacted],
  ["status=closed", words.view.closed],
] as const;
const [SUSPECTS, ANSWERED] = ["quarantined=on", "answered=on"];
const ANY = { value: "", label: words.any };

type RequestFiltersProps = Pick<
  RequestListProps,
  "asked" | "status" | "shown" | "services" | "suspects" | "answered" | "methods"
>;

/** Links to the most common filters, and a form for all others; both put the filter into the address. */
export function RequestFilters({
  asked,
  status,
  shown,
  services,
  suspects,
  answered,
  methods: known,
}: RequestFiltersProps) {
  const statuses = LIST_STATUSES.map((value) => ({ value, label: words.statuses[value] }));
  const windows = TIME_WINDOWS.map((value) => ({ value, label: timeWindows[value] }));
  const methods = known.map((value) => ({ value, label: peopleCopy.methods[value] }));
  return (
    <>
      <nav aria-label={words.views} className="quick">
        {VIEWS.map(([search, label]) => (
          <Fragment key={label}>
            <Link
              to={addresses.desk.list(new URLSearchParams(search))}
              aria-current={search === shown ? "page" : undefined}
              preventScrollReset
            >
              {search === SUSPECTS && suspects !== null
                ? words.counted(label, suspects)
                : search === ANSWERED && answered !== null
                  ? words.counted(label, answered)
                  : label}
            </Link>{" "}
          </Fragment>
        ))}
      </nav>
      <details open={VIEWS.every(([search]) => search !== shown)}>
        <summary>{words.filters}</summary>
        <DeskForm method="get" action={addresses.desk.list()} className="filters" preventScrollReset>
          {/* Other fields for another view; the button keeps the focus. */}
          <Fragment key={shown}>
            <SelectField name="status" label={words.status} value={status} error={undefined} options={statuses} />
            <SelectField
              name="service"
              label={words.service}
              value={asked.service}
              error={undefined}
              options={[ANY, ...services]}
            />
            <SelectField
              name="window"
              label={words.window}
              value={asked.window}
              error={undefined}
              options={[ANY, ...windows]}
            />
            <SelectField
              name="method"
              label={words.method}
              value={asked.method}
              error={undefined}
              options={[ANY, ...methods]}
            />
            <div className="flags">
              {FLAGS.map((flag) => (
                <Fragment key={flag}>
                  <label className="flag">
                    <input type="checkbox" name={flag} value="on" defaultChecked={asked[flag] === "on"} />{" "}
                    {words.flags[flag]}
                  </label>{" "}
                </Fragment>
              ))}
            </div>
          </Fragment>
          <DeskButton quiet>{words.show}</DeskButton>
        </DeskForm>
      </details>
    </>
  );
}
