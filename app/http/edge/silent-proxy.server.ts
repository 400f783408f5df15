import type { IncomingMessage } from "node:http";
import type { Logger } from "#app/infrastructure/logger.ts";
import { isFromProxy, type TrustedProxies } from "./client-address.ts";

/** Without addresses all visitors behind the proxy share one limit. Health checks rightly arrive without one, and post nothing. */
export function warnOfSilentProxy(
  { method, socket, headers }: IncomingMessage,
  proxies: TrustedProxies,
  logger: Pick<Logger, "warnSparingly">,
): void {
  if (method !== "POST" || headers["x-forwarded-for"] !== undefined || !isFromProxy(socket, proxies)) return;
  logger.warnSparingly("the trusted proxy sends no X-Forwarded-For", { so: "all visitors share one limit" });
}
