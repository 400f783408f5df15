import type { IncomingMessage, ServerResponse } from "node:http";
import { hostWords } from "#app/copy/setting-up.ts";
import { writeOutgoing } from "#app/http/node-adapter.ts";
import { type SecurityConfig, secure } from "#app/http/security-headers.server.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import { type HostRefusal, hostOf, type OwnAddress, ownHost } from "./host.ts";

const LONGEST_HOST = 100;
/** RFC 9112, section 3.2, and RFC 9110, section 15.5.20: the connection was for another site. */
const STATUS: Record<HostRefusal, number> = { malformed: 400, foreign: 421 };

/**
 * Answers a request without `Host` or with a foreign one, and logs the host. `false`: the request is for this app, or a form
 * whose route refuses it and keeps the typed values. Rejects when the client has disconnected.
 */
export function refuseHost(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  config: OwnAddress & SecurityConfig,
  logger: Pick<Logger, "warnSparingly">,
): Promise<void> | false {
  const found = hostOf(incoming, config);
  if (found.refused === null && !found.foreign) return false;
  const host = ownHost(config.publicOrigin);
  const refused = found.refused ?? "foreign";
  // A malformed host can be any text; a valid one is at least a host name.
  const sent = refused === "foreign" ? String(incoming.headers.host).slice(0, LONGEST_HOST) : "malformed";
  const hint = `Host is ${sent}, PUBLIC_ORIGIN says ${host}`;
  logger.warnSparingly("host refused", { why: refused, expected: host }, { hint });
  if (found.refused === null) return false;
  const headers = { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" };
  const response = new Response(hostWords[refused](host), { status: STATUS[refused], headers });
  return writeOutgoing(outgoing, secure(response, { method: incoming.method ?? "" }, config), true);
}
