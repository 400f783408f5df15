import { randomBytes } from "node:crypto";
import { application, send } from "../http.ts";
import { expect, Practice, somebody } from "../practice.ts";
import { confirmationOf } from "../records/mails.ts";
import { requestOf } from "../records/requests.ts";
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
  const { id } = await requestOf(practice, service.id);
  return { address, requestId: id };
}

/** Waits for a confirmation's result, without back-off. */
export const arrives = (practice: Practice, requestId: string, state: Record<string, unknown>) =>
  expect
    .poll(
      async () => {
        await practice.hurry();
        return confirmationOf(practice, requestId);
      },
      { timeout: 30_000 },
    )
    .toMatchObject(state);
