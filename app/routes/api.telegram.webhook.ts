import { appContext, requestFacts } from "#app/context.ts";
import { takeUpdate } from "#app/http/chat/take-update.server.ts";
import { readJson } from "#app/http/read-json.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import type { Route } from "./+types/api.telegram.webhook";

const answer = (status: number) => new Response(null, { status });

/** Updates from Telegram, which repeats one until it is answered 2xx: what is of no use to us is answered so too. */
export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext);
  const { concierge } = app;
  if (!concierge) return answer(404);
  if (!concierge.isTelegram(request.headers.get("x-telegram-bot-api-secret-token"))) return answer(401);
  const body = await readJson(request, context.get(requestFacts));
  if (body.status === "read") await orServiceUnavailable(takeUpdate(app, body.json));
  return answer(200);
}

export function loader() {
  return new Response(null, { status: 405, headers: { Allow: "POST" } });
}
