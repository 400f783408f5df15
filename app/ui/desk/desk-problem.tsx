import { deskCopy, deskProblems } from "#app/copy/desk.ts";
import { ReloadLink } from "../reload-link.tsx";
import { DeskHeading } from "./heading.tsx";

/** What went wrong, in the desk's frame. */
export function DeskProblem({ status }: { status: number }) {
  const problem = deskProblems[status] ?? deskProblems[status < 500 ? 404 : 500];
  if (!problem) return null;
  return (
    <>
      <DeskHeading title={problem.title} lead={problem.lead} />
      {status >= 500 ? (
        <p>
          <ReloadLink />
        </p>
      ) : null}
      <p>
        <a href="/desk/">{deskCopy.toDesk}</a>
      </p>
    </>
  );
}
