import { addresses } from "#app/addresses.ts";
import type { Config } from "#app/infrastructure/config.ts";
import { codeOfFault } from "#app/infrastructure/faults.ts";
import { type Finding, fault, ok } from "./finding.ts";

const WITHIN_MS = 10_000;

/** No visitor: the view is not counted. */
const US = { "User-Agent": "practice-doctor (bot)" };

/** Asks the running app through its public address, as a browser does. */
export async function checkAddress({ publicOrigin }: Pick<Config, "publicOrigin">): Promise<Finding[]> {
  const ask = (
    path: string,
    { headers, ...init }: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ) =>
    fetch(`${publicOrigin}${path}`, {
      redirect: "manual",
      signal: AbortSignal.timeout(WITHIN_MS),
      headers: { ...US, ...headers },
      ...init,
    });
  try {
    const page = await ask(addresses.booking());
    await page.body?.cancel();
    if (page.status === 421)
      return [fault("address", "the proxy changes Host: docs/operations.md says how to keep it", "host_changed")];
    if (page.status !== 200)
      return [
        fault(
          "address",
          `${publicOrigin} answers ${page.status}: is the app running, and does the proxy lead to its PORT?`,
          "page_closed",
        ),
      ];
    const form = await ask(addresses.leave(), {
      method: "POST",
      headers: { Origin: publicOrigin, "Content-Type": "application/x-www-form-urlencoded" },
      body: "",
    });
    await form.body?.cancel();
    return [
      ok("address", `${publicOrigin} leads to the app`),
      form.status === 403
        ? fault(
            "proxy",
            "forms are refused: set TRUST_PROXY to the number of proxies, which must send X-Forwarded-Proto: https",
            "forms_refused",
          )
        : ok("proxy", "forms arrive with the right scheme and host"),
    ];
  } catch (error) {
    return [
      fault(
        "address",
        `${publicOrigin} cannot be reached from here (${codeOfFault(error)}): DNS, certificate, proxy, or the app is not running yet`,
        "page_away",
      ),
    ];
  }
}
