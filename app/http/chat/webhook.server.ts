import type { IncomingHttpHeaders } from "node:http";
import type { RouterContextProvider } from "react-router";
import { type App, appContext, requestFacts } from "#app/context.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { readJson } from "#app/http/read-json.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { takeUpdate } from "./take-update.server.ts";

/** The header in which each messenger sends the secret of our webhook back. */
const SECRET_HEADERS: Record<Messenger, string> = {
  telegram: "x-telegram-bot-api-secret-token",
  max: "x-max-bot-api-secret",
};

/** Whether a messenger that is connected calls, as its secret shows. */
export function isFromMessenger({ concierge }: Pick<App, "concierge">, headers: IncomingHttpHeaders): boolean {
  return [...(concierge?.webhooks ?? [])].some(([from, webhook]) => {
    const secret = headers[SECRET_HEADERS[from]];
    return typeof secret === "string" && webhook.isCaller(secret);
  });
}

const answer = (status: number) => new Response(null, { status });

/** An update from a messenger, which retries until it gets a 200: useless updates get one too, others when they are stored. */
export async function answerWebhook(
  from: Messenger,
  { request, context }: { request: Request; context: Readonly<RouterContextProvider> },
): Promise<Response> {
  const app = context.get(appContext);
  const webhook = app.concierge?.webhooks.get(from);
  if (!webhook) return answer(404);
  if (!webhook.isCaller(request.headers.get(SECRET_HEADERS[from]))) return answer(401);
  const body = await readJson(request, context.get(requestFacts), { ofAnyType: true });
  if (body.status === "read") await orServiceUnavailable(takeUpdate(app, from, body.json));
  if (from === "max") app.concierge?.maxSubscription?.heard();
  return answer(200);
}

/** The answer to anything but a POST. */
export const webhookOnly = () => new Response(null, { status: 405, headers: { Allow: "POST" } });
