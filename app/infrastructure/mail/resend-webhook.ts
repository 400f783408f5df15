import { Resend } from "resend";
import { z } from "zod";
import type { DeliveryProblem } from "#app/application/mail/record-delivery.ts";

/** The mail's id is sent as a tag: it is known before Resend's own id, and names no person. */
export const MAIL_TAG = "mail_id";

/** https://resend.com/docs/dashboard/webhooks/event-types. Resend retries a bounce that is not permanent. */
const eventSchema = z.object({
  type: z.string(),
  data: z.object({
    tags: z
      .object({ [MAIL_TAG]: z.uuid() })
      .partial()
      .catch({}),
    bounce: z.object({ type: z.string() }).optional().catch(undefined),
  }),
});

export type ResendEvent =
  | { status: "forged" }
  | { status: "irrelevant" }
  | { status: "problem"; receiptId: string; mailId: string; problem: DeliveryProblem };

/** Parses a webhook whose signature (Standard Webhooks, over the raw body) is Resend's and at most five minutes old. */
export function resendWebhook(config: { apiKey: string; webhookSecret: string }) {
  const resend = new Resend(config.apiKey);
  return (payload: string, headers: Headers): ResendEvent => {
    const header = (name: string) => headers.get(`svix-${name}`) ?? headers.get(`webhook-${name}`) ?? "";
    const [id, timestamp, signature] = [header("id"), header("timestamp"), header("signature")];
    let event: unknown;
    try {
      const { webhookSecret } = config;
      event = resend.webhooks.verify({ payload, headers: { id, timestamp, signature }, webhookSecret });
    } catch {
      // All failures look the same to the sender of a forged call.
      return { status: "forged" };
    }
    const parsed = eventSchema.safeParse(event);
    const problem = parsed.success ? problemOf(parsed.data) : null;
    const mailId = parsed.data?.data.tags[MAIL_TAG];
    return problem && mailId ? { status: "problem", receiptId: id, mailId, problem } : { status: "irrelevant" };
  };
}

function problemOf({ type, data }: z.infer<typeof eventSchema>): DeliveryProblem | null {
  switch (type) {
    case "email.bounced":
      return data.bounce === undefined || /^permanent$/i.test(data.bounce.type) ? "bounced" : null;
    case "email.complained":
      return "complained";
    case "email.suppressed":
      return "suppressed";
    default:
      return null;
  }
}
