import { Form, Link } from "react-router";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { TextField } from "../field.tsx";
import { errorOf, type LastResult, typedIn } from "../form-result.ts";
import { DeskButton } from "./desk-button.tsx";
import { DeskHeading } from "./heading.tsx";

const words = peopleCopy.list;

/** Posts to its own page: what is looked for is in no address. */
export function SearchForm({ lastResult }: { lastResult?: LastResult }) {
  return (
    <Form method="post" action="/desk/search/" noValidate className="row search">
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
    </Form>
  );
}

export function SearchPage({ lastResult }: { lastResult: LastResult }) {
  return (
    <>
      <DeskHeading title={words.search} />
      <SearchForm lastResult={lastResult} />
      <p>
        <Link className="target" to="/desk/">
          {words.toList}
        </Link>
      </p>
    </>
  );
}
