import { appContext } from "#app/context.ts";
import { metricsText } from "#app/views/insight/metrics-text.ts";
import type { Route } from "./+types/metrics";

const OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
const KEPT_NOWHERE = { "Cache-Control": "no-store", "X-Robots-Tag": "noindex" };
const BEARER = /^Bearer +(\S+)$/i;

/** Without METRICS_TOKEN there is no such address. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const { metrics } = context.get(appContext);
  if (metrics === null) return new Response(null, { status: 404, headers: KEPT_NOWHERE });
  const [, given = null] = BEARER.exec(request.headers.get("authorization") ?? "") ?? [];
  if (!metrics.admits(given)) {
    return new Response(null, { status: 401, headers: { ...KEPT_NOWHERE, "WWW-Authenticate": "Bearer" } });
  }
  return new Response(metricsText(await metrics.read()), {
    headers: { ...KEPT_NOWHERE, "Content-Type": OPEN_METRICS },
  });
}
