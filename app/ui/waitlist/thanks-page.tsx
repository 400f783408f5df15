import { copy } from "#app/copy/ru.ts";
import { Page } from "#app/ui/page.tsx";

const words = copy.thanks;

/** One and the same page for everybody: who was on the list before is nobody's business. */
export function ThanksPage({ answerWithinWorkingDays }: { answerWithinWorkingDays: number | null }) {
  return (
    <Page>
      <div className="done">
        <h1>{words.title}</h1>
        <p className="lead">{words.lead(answerWithinWorkingDays)}</p>
      </div>
      <section className="next" aria-labelledby="next">
        <h2 id="next">{words.next}</h2>
        <ul>
          {words.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
        <p>
          {words.leaveBefore} <a href="/waitlist/leave/">{words.leaveLink}</a>.
        </p>
        <p>
          {words.helpBefore} <a href="/emergency/">{copy.page.helpLines}</a>.
        </p>
      </section>
      <p>
        <a href="/booking/">{words.back}</a>
      </p>
    </Page>
  );
}
