import { Link } from "react-router";
import { deskCopy } from "#app/copy/desk.ts";

/** The next page by the last row's key; `null`: there is none. */
export function Pager({ firstHref, nextHref }: { firstHref: string | null; nextHref: string | null }) {
  if (firstHref === null && nextHref === null) return null;
  return (
    <nav className="pager" aria-label={deskCopy.pager.label}>
      {firstHref === null ? null : <Link to={firstHref}>{deskCopy.pager.first}</Link>}{" "}
      {nextHref === null ? null : <Link to={nextHref}>{deskCopy.pager.next}</Link>}
    </nav>
  );
}
