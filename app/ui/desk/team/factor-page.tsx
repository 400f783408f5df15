import { accountCopy } from "#app/copy/desk-account.ts";
import { ErrorSummary } from "../../error-summary.tsx";
import { TextField } from "../../field.tsx";
import { errorOf, type LastResult, orderedErrors } from "../../form-result.ts";
import { DeskButton } from "../desk-button.tsx";
import { DeskForm } from "../desk-form.tsx";
import { DeskHeading } from "../heading.tsx";
import { FactorKey, type FactorView } from "./factor-key.tsx";

const words = accountCopy.factor;

/** A new seed for the app, put in the old one's place by its first code. `null`: not asked for yet. */
export function FactorPage({ factor, lastResult }: { factor: FactorView | null; lastResult: LastResult }) {
  return (
    <>
      <ErrorSummary errors={orderedErrors(lastResult, ["code"], "#main-content")} />
      <DeskHeading title={words.newTitle} lead={words.newLead} error={lastResult?.status === "error"} />
      {factor === null ? (
        <DeskForm method="post">
          <DeskButton name="intent" value="show">
            {words.start}
          </DeskButton>
        </DeskForm>
      ) : (
        <DeskForm method="post" className="card narrow stack" noValidate>
          <input type="hidden" name="intent" value="replace" />
          <p>{words.appLead}</p>
          <FactorKey {...factor} />
          <div>
            <TextField
              name="code"
              label={words.code.label}
              hint={words.code.hint}
              value={undefined}
              error={errorOf(lastResult, "code")}
              input={{ type: "text", inputMode: "numeric", autoComplete: "one-time-code" }}
            />
          </div>
          <DeskButton>{words.submit}</DeskButton>
        </DeskForm>
      )}
      <p>
        <a className="target" href="/desk/account/">
          {words.back}
        </a>
      </p>
    </>
  );
}
