import { addresses } from "#app/addresses.ts";
import { problemCopy, problems } from "#app/copy/problems.ts";
import { usePracticeWords } from "./practice-words.ts";
import { ReloadLink } from "./reload-link.tsx";

type ProblemPageProps = { status: number; canRetry?: boolean; conciergeHref?: string };

/** An honest page for an error. It stands inside `Page`, which the caller renders. */
export function ProblemPage({ status, canRetry, conciergeHref }: ProblemPageProps) {
  const { name } = usePracticeWords();
  const problem = problems[status] ?? (status < 500 ? problems[404] : problems[500]);
  if (!problem) return null;
  return (
    <>
      <title>{`${problem.title} · ${name}`}</title>
      <meta name="robots" content="noindex" />
      <h1>{problem.title}</h1>
      <p className="lead">{problem.lead}</p>
      {(canRetry ?? problem.again) ? (
        <p>
          <ReloadLink />
        </p>
      ) : null}
      <h2>{problemCopy.ways}</h2>
      <ul className="links">
        <li>
          <a href={addresses.booking()}>{problemCopy.booking}</a>
        </li>
        {conciergeHref === undefined ? null : (
          <li>
            <a href={conciergeHref} target="_blank" rel="noopener">
              {problemCopy.concierge}
            </a>
          </li>
        )}
        <li>
          <a href={addresses.emergency()}>{problemCopy.emergency}</a>
        </li>
      </ul>
    </>
  );
}
