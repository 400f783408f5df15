import { useEffect, useRef } from "react";
import { codeAgainCopy as words } from "#app/copy/desk-account.ts";
import type { CodeAsked, CodeField } from "#app/forms/team/code-again.ts";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { CodeForms } from "./code-forms.tsx";

/** Asks for the code before an act, and repeats the act with all typed fields. */
export function CodePage({ asked: { act, to, fields, problem } }: { asked: CodeAsked }) {
  const place = useRef<HTMLDivElement>(null);
  const refused = problem !== null;
  // Takes the focus of the replaced part, where the page around stays. An error focuses itself.
  useEffect(() => {
    if (!refused) place.current?.focus();
  }, [refused]);
  const errorOf = (field: CodeField) => (problem?.field === field ? problem.message : undefined);
  return (
    <div ref={place} tabIndex={-1}>
      <ErrorSummary errors={problem ? [{ href: `#${problem.field}`, message: problem.message }] : []} />
      <DeskHeading title={words.title} lead={words.lead(words.acts[act])} error={refused} />
      <CodeForms
        action={to}
        code={{
          name: "confirm_code",
          label: words.label,
          hint: words.hint,
          error: errorOf("confirm_code"),
          hidden: fields,
        }}
        recovery={{ name: "confirm_recovery", error: errorOf("confirm_recovery"), hidden: fields }}
        submit={words.submit}
      />
      <p>
        <a className="target" href={to}>
          {words.back}
        </a>
      </p>
    </div>
  );
}
