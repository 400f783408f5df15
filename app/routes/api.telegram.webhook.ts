import { answerWebhook, webhookOnly } from "#app/http/chat/webhook.server.ts";
import type { BodyHandle } from "#app/http/edge/body-limits.server.ts";
import type { Route } from "./+types/api.telegram.webhook";

/** 4096 typed characters, each as six bytes, and the same for a quoted message. */
export const handle: BodyHandle = { bodyLimit: 128 * 1024 };

export const action = (args: Route.ActionArgs) => answerWebhook("telegram", args);
export const loader = () => webhookOnly();
