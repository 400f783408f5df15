import { callersCopy as words } from "#app/copy/consent.ts";
import type { TypedMethod } from "#app/domain/contact/contact.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { Answer } from "#app/ui/desk/answer.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { ErrorSummary } from "#app/ui/error-summary.tsx";
import { orderedErrors } from "#app/ui/form-result.ts";
import { CONTACT_FIELDS } from "#app/ui/waitlist/contact-fieldset.tsx";
import type { CallersView } from "#app/views/offers/callers-view.ts";
import { AskForm } from "./ask-form.tsx";
import { CallerCard, type ShownCaller } from "./caller-card.tsx";

type CallersPageProps = {
  view: CallersView;
  /** The ways to leave a contact. */
  methods: readonly TypedMethod[];
  done: keyof typeof words.done | null;
  problem: string | null;
  lastResult: LastResult;
  shown: ShownCaller | null;
};

/** Somebody called: the form that asks for their consent, and those whose consent is awaited. */
export function CallersPage({ view, methods, done, problem, lastResult, shown }: CallersPageProps) {
  return (
    <>
      <ErrorSummary errors={orderedErrors(lastResult, [...CONTACT_FIELDS, "service", "hour"], "#main-content")} />
      <DeskHeading title={words.title} lead={words.lead} error={problem !== null || lastResult?.status === "error"} />
      {problem ? <Answer tone="bad">{problem}</Answer> : done ? <Answer>{words.done[done]}</Answer> : null}
      {view.mayAdd ? <AskForm view={view} methods={methods} lastResult={lastResult} /> : null}
      <section aria-labelledby="waiting">
        <h2 id="waiting">{words.waiting.title}</h2>
        {view.callers.length === 0 ? (
          <p>{words.waiting.none}</p>
        ) : (
          <ul className="calls">
            {view.callers.map((caller) => (
              <CallerCard
                key={caller.id}
                caller={caller}
                mayAdd={view.mayAdd}
                shown={shown?.id === caller.id ? shown : null}
              />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
