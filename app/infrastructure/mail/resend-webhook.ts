import { Resend } from "resend";
import { z } from "zod";
import type { DeliveryProblem } from "#app/application/mail/record-delivery.ts";

/** The mail's id travels as a tag: it is known before Resend's own id is, and names no person. */
export const MAIL_TAG = "mail_id";

/** https://resend.com/docs/dashboard/webhooks/event-types. A bounce that is not permanent is tried again by Resend. */
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

/** Reads a webhook whose signature (Standard Webhooks, over the raw body) is Resend's, no older than five minutes. */
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
      // Whatever is wrong with it, the sender of a forged call learns nothing from the difference.
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
