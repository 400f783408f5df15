import { addresses } from "#app/addresses.ts";
import { accountCopy } from "#app/copy/desk-account.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { DeskButton } from "#app/ui/desk/desk-button.tsx";
import { DeskForm } from "#app/ui/desk/desk-form.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { TextField } from "#app/ui/field.tsx";
import { errorOf, orderedErrors } from "#app/ui/form-result.ts";
import { FactorKey, type FactorView } from "./factor-key.tsx";

const words = accountCopy.factor;

/** A new seed for the app, which replaces the old one with its first code. `null`: not requested yet. */
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
        <a className="target" href={addresses.desk.account()}>
          {words.back}
        </a>
      </p>
    </>
  );
}
