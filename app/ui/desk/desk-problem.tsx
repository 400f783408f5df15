import { useEffect, useRef } from "react";
import { addresses } from "#app/addresses.ts";
import { deskCopy, deskProblems } from "#app/copy/desk.ts";
import { type ProxyHint, proxyHints } from "#app/copy/setting-up.ts";
import { ReloadLink } from "#app/ui/reload-link.tsx";
import { DeskHeading } from "./heading.tsx";

export type Problems = typeof deskProblems | undefined;

type DeskProblemProps = { status: number; words?: Problems; hint?: ProxyHint | null };

/** An error in the desk's frame. */
export function DeskProblem({ status, words, hint = null }: DeskProblemProps) {
  const problem = words?.[status] ?? deskProblems[status] ?? deskProblems[status < 500 ? 404 : 500];
  const place = useRef<HTMLDivElement>(null);
  // Takes the focus of the replaced part, where the page around stays.
  useEffect(() => place.current?.focus(), []);
  if (!problem) return null;
  return (
    <div ref={place} tabIndex={-1}>
      <DeskHeading title={problem.title} lead={problem.lead} />
      {hint === null ? null : <p>{proxyHints[hint]}.</p>}
      {status >= 500 ? (
        <p>
          <ReloadLink />
        </p>
      ) : null}
      <p>
        <a href={addresses.desk.list()}>{deskCopy.toDesk}</a>
      </p>
    </div>
  );
}
