import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { peopleCopy } from "#app/copy/desk-people.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { TextField } from "#app/ui/field.tsx";
import { errorOf, orderedErrors, typedIn } from "#app/ui/form-result.ts";

const words = peopleCopy.list;

/** Posts to its own page: the searched contact is in no address. */
export function SearchForm({ lastResult }: { lastResult?: LastResult }) {
  return (
    <DeskForm method="post" action={addresses.desk.search()} noValidate className="row search">
      <div>
        <TextField
          name="contact"
          label={words.search}
          hint={words.searchHint}
          value={typedIn(lastResult, "contact")}
          error={errorOf(lastResult, "contact")}
          input={{ type: "text", autoComplete: "off", spellCheck: false, autoCapitalize: "none" }}
        />
      </div>
      <DeskButton quiet>{words.find}</DeskButton>
    </DeskForm>
  );
}

export function SearchPage({ lastResult }: { lastResult: LastResult }) {
  return (
    <>
      <ErrorSummary errors={orderedErrors(lastResult, ["contact"], "#contact")} />
      <DeskHeading title={words.search} error={lastResult?.status === "error"} />
      <SearchForm lastResult={lastResult} />
      <p>
        <Link className="target" to={addresses.desk.list()}>
          {words.toList}
        </Link>
      </p>
    </>
  );
}
