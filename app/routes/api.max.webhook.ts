import { answerWebhook, webhookOnly } from "#app/http/chat/webhook.server.ts";
import type { BodyHandle } from "#app/http/edge/body-limits.server.ts";
import type { Route } from "./+types/api.max.webhook";

/** 4000 typed characters, each as six bytes, a quoted message as long, and twelve attachments. */
export const handle: BodyHandle = { bodyLimit: 256 * 1024 };

export const action = (args: Route.ActionArgs) => answerWebhook("max", args);
export const loader = () => webhookOnly();
