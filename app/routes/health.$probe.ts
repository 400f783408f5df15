import { appContext } from "#app/context.ts";
import type { Route } from "./+types/health.$probe";

/** `live`: the process answers. `ready`: the database, its migrations and the keys are fine. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const answer = (status: number, body: Record<string, string | number>) =>
    Response.json(body, { status, headers: { "Cache-Control": "no-store" } });
  if (params.probe === "live") return answer(200, { status: "live" });
  if (params.probe !== "ready") return answer(404, { status: "unknown probe" });
  const { health, views } = context.get(appContext);
  const status = await health();
  // Views lost while the database was away, since the start; nothing depends on them.
  const dropped: Record<string, number> = views.dropped > 0 ? { viewsDropped: views.dropped } : {};
  return answer(status === "ready" ? 200 : 503, { status, ...dropped });
}
