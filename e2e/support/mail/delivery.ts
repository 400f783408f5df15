import { randomBytes } from "node:crypto";
import { application, send } from "../http.ts";
import { expect, Practice, somebody } from "../practice.ts";
import { ResendStub } from "./resend-stub.ts";

export const WEBHOOK_SECRET = randomBytes(24);

/** A practice whose mails go to a stub of Resend. */
export async function withResend(work: (practice: Practice, stub: ResendStub) => Promise<void>) {
  const stub = await ResendStub.start();
  const webhookSecret = `whsec_${WEBHOOK_SECRET.toString("base64")}`;
  const practice = await Practice.start({
    mail: { kind: "resend", apiKey: "re_test", baseUrl: stub.url, webhookSecret },
    operatorEmail: null,
  });
  try {
    await work(practice, stub);
  } finally {
    await practice.stop();
    await stub.stop();
  }
}

/** A person asks for a service of the test's own. */
export async function join(practice: Practice, address = somebody()) {
  const service = await practice.service();
  const answer = await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, application(address));
  expect(answer.status).toBe(303);
  const [request] = await practice.query("select id from waitlist_requests where service_id = $1", [service.id]);
  return { address, requestId: String(request?.id) };
}

/** The confirmation of a request, and its fate. */
export const mailOf = async (practice: Practice, requestId: string) => {
  const [mail] = await practice.query(
    "select id, sent_at is not null as sent, failed_at is not null as failed, error_code from mails where waitlist_request_id = $1 and kind = 'confirmation'",
    [requestId],
  );
  return mail;
};

/** Waits for a confirmation's fate, and for no back-off. */
export const arrives = (practice: Practice, requestId: string, state: Record<string, unknown>) =>
  expect
    .poll(
      async () => {
        await practice.hurry();
        return mailOf(practice, requestId);
      },
      { timeout: 30_000 },
    )
    .toMatchObject(state);
