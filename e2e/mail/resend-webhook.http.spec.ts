import { createHmac, randomBytes } from "node:crypto";
import { json, send } from "../support/http.ts";
import { arrives, join, WEBHOOK_SECRET, withResend } from "../support/mail/delivery.ts";
import { expect, test } from "../support/practice.ts";
import { confirmationOf } from "../support/records/mails.ts";
import { changeRequest, requestById } from "../support/records/requests.ts";

/** `written`: the signed text, as the sender wrote it. */
function signed(body: unknown, id: string, key = WEBHOOK_SECRET, age = 0, written = JSON.stringify(body)) {
  const timestamp = String(Math.floor(Date.now() / 1000) - age);
  const call = json(body);
  const mac = createHmac("sha256", key).update(`${id}.${timestamp}.${written}`).digest("base64");
  return {
    ...call,
    headers: { ...call.headers, "svix-id": id, "svix-timestamp": timestamp, "svix-signature": `v1,${mac}` },
  };
}
const event = (type: string, mailId: unknown, more = {}) => ({
  type,
  created_at: "2026-11-23T09:00:00Z",
  data: { email_id: "49a3999c", to: ["x@example.org"], tags: { mail_id: mailId }, ...more },
});

test("Resend's webhook: signed calls count once; bounces and complaints are marked", async () => {
  await withResend(async (practice) => {
    const call = (body: unknown, id: string, key?: typeof WEBHOOK_SECRET, age?: number) =>
      send(`${practice.origin}/api/resend/webhook`, signed(body, id, key, age)).then(({ status }) => status);
    const unreachable = async (requestId: string) => (await requestById(practice, requestId)).unreachableAt;

    const first = await join(practice);
    await arrives(practice, first.requestId, { sent: true });
    const mail = await confirmationOf(practice, first.requestId);
    const bounce = event("email.bounced", mail?.id, { bounce: { type: "Permanent" } });
    expect(await call(bounce, "forged", randomBytes(24))).toBe(401);
    expect(await call(bounce, "old", WEBHOOK_SECRET, 3600)).toBe(401);
    expect((await send(`${practice.origin}/api/resend/webhook`, json(bounce))).status).toBe(401);
    expect(await call(event("email.bounced", mail?.id, { bounce: { type: "Transient" } }), "later")).toBe(204);
    expect(await call(event("email.delivered", mail?.id), "fine")).toBe(204);
    expect(await call(event("email.bounced", crypto.randomUUID()), "foreign")).toBe(204);
    expect(await unreachable(first.requestId)).toBeNull();

    expect(await call(bounce, "once")).toBe(204);
    const marked = await unreachable(first.requestId);
    expect(marked).not.toBeNull();
    await changeRequest(practice, first.requestId, { unreachableAt: null });
    expect(await call(bounce, "once")).toBe(204);
    expect(await unreachable(first.requestId)).toBeNull();

    const second = await join(practice);
    await arrives(practice, second.requestId, { sent: true });
    await call(event("email.complained", (await confirmationOf(practice, second.requestId))?.id), "complaint");
    expect(await unreachable(second.requestId)).not.toBeNull();
    const again = await join(practice, second.address);
    await arrives(practice, again.requestId, { sent: false, failed: true, errorCode: "unreachable" });
  });
});

test("Resend's webhook: the signature covers the body as sent", async () => {
  await withResend(async (practice) => {
    const joined = await join(practice);
    await arrives(practice, joined.requestId, { sent: true });
    const mail = await confirmationOf(practice, joined.requestId);
    const bounce = event("email.bounced", mail?.id, { bounce: { type: "Permanent", message: "нет такого" } });
    const { type, created_at, data } = bounce;
    const spaced = JSON.stringify({ data, type, created_at }, null, 2);
    const written = `\n${spaced.replace(/[^ -~\n]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
    expect(JSON.parse(written)).toEqual(bounce);
    const post = (body: string, id: string) =>
      send(`${practice.origin}/api/resend/webhook`, { ...signed(bounce, id, WEBHOOK_SECRET, 0, written), body });
    const marked = async () => (await requestById(practice, joined.requestId)).unreachableAt !== null;
    for (const other of [JSON.stringify(bounce), JSON.stringify(JSON.parse(written)), spaced, written.trim()])
      expect((await post(other, "rewritten")).status).toBe(401);
    expect(await marked()).toBe(false);
    expect((await post(written, "raw")).status).toBe(204);
    expect(await marked()).toBe(true);
  });
});
