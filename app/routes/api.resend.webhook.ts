import { appContext, requestFacts } from "#app/context.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import type { Route } from "./+types/api.resend.webhook";

const answer = (status: number) => new Response(null, { status });

/** Bounces and complaints reported by Resend, which retries until it gets a 2xx. */
export async function action({ request, context }: Route.ActionArgs) {
  const { readResendWebhook, recordDelivery, logger } = context.get(appContext);
  if (!readResendWebhook) return answer(404);
  if (context.get(requestFacts).bodyTooLarge) return answer(413);
  const event = readResendWebhook(await request.text(), request.headers);
  if (event.status === "forged") return answer(401);
  if (event.status === "irrelevant") return answer(204);
  const { receiptId, mailId, problem } = event;
  const { status } = await orServiceUnavailable(
    recordDelivery.execute({ provider: "resend", receiptId, mailId, problem }),
  );
  logger.info("mail came back", { mailId, problem, status });
  return answer(204);
}

export function loader() {
  return new Response(null, { status: 405, headers: { Allow: "POST" } });
}
