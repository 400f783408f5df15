import { copy } from "#app/copy/ru.ts";
import { proxyHints } from "#app/copy/setting-up.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import type { ForeignForm } from "./foreign-form.ts";

const LOGGED = {
  Host: "the proxy sends another Host than the browser did",
  TRUST_PROXY: "X-Forwarded headers came and are not trusted: set TRUST_PROXY",
  TRUST_PROXY_FROM: "X-Forwarded headers came from an address that is not in TRUST_PROXY_FROM; TRUST_PROXY is set",
  "X-Forwarded-Proto": "TRUST_PROXY is set, and its proxy sent no X-Forwarded-Proto: https",
} satisfies Record<NonNullable<ForeignForm["hint"]>, string>;

/** For the log: who reports the form as another site's, and a possible cause in the proxy or our settings. */
export const foreignFacts = ({ by, hint }: ForeignForm) => ({
  what: "cross-site",
  by,
  ...(hint && { hint: LOGGED[hint] }),
});

/** Words for the sender; the log has the same, once a minute. */
export function refuseForeign(foreign: ForeignForm, logger: Pick<Logger, "warnSparingly">): string[] {
  // A refused host is logged by a line of its own.
  if (foreign.by !== "host") logger.warnSparingly("form refused", foreignFacts(foreign));
  return [copy.errors.foreign, ...(foreign.hint ? [proxyHints[foreign.hint]] : [])];
}
