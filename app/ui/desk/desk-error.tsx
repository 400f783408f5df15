import { isRouteErrorResponse, useRouteError } from "react-router";
import { browserFault, noAnswer } from "#app/copy/desk.ts";
import { PROXY_HINTS, type ProxyHint } from "#app/copy/setting-up.ts";
import type { Operator } from "#app/domain/team/operator.ts";
import { codeAsked } from "#app/forms/team/code-again.ts";
import { DeskFrame } from "./desk-frame.tsx";
import { DeskProblem, type Problems } from "./desk-problem.tsx";
import { CodePage } from "./team/code-page.tsx";

type DeskErrorProps = {
  operator?: Operator | null;
  troubles?: number;
  /** A page's own words, by status. */
  words?: Problems;
};

/** The browsers' errors for a request without a response. Our server's errors have other names. */
const isLostNetwork = (error: unknown) =>
  error instanceof TypeError && /fetch|network|load failed/i.test(error.message);

/** React Router's replacement for every server fault. */
const SERVER_FAULT = "Unexpected Server Error";
const isBrowserFault = (error: unknown) =>
  typeof document !== "undefined" && error instanceof Error && error.message !== SERVER_FAULT;

function wordsOf(error: unknown, words: Problems): Problems {
  if (isLostNetwork(error)) return { 500: noAnswer };
  return isBrowserFault(error) ? { 500: browserFault } : words;
}

/** The part of a refusal for the maintainer. */
function hintIn(refusal: unknown): ProxyHint | null {
  const hint = typeof refusal === "object" && refusal !== null && "hint" in refusal ? refusal.hint : null;
  return PROXY_HINTS.find((each) => each === hint) ?? null;
}

/** An error in the desk's frame, or the code page of an act. Without an operator it has no navigation. */
export function DeskError({ operator = null, troubles = 0, words }: DeskErrorProps) {
  const error = useRouteError();
  const asked = isRouteErrorResponse(error) ? codeAsked.safeParse(error.data) : null;
  if (asked?.success) {
    return (
      <DeskFrame operator={asked.data.operator} troubles={troubles}>
        <CodePage asked={asked.data} />
      </DeskFrame>
    );
  }
  return (
    <DeskFrame operator={operator} troubles={troubles}>
      <DeskProblem
        status={isRouteErrorResponse(error) ? error.status : 500}
        hint={isRouteErrorResponse(error) ? hintIn(error.data) : null}
        words={wordsOf(error, words)}
      />
    </DeskFrame>
  );
}
