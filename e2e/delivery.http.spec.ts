import { createHmac, randomBytes } from "node:crypto";
import { SMTPServer } from "smtp-server";
import { application, json, send } from "./support/http.ts";
import { expect, freePort, Practice, somebody, test } from "./support/practice.ts";
import { ResendStub, type StubAnswer } from "./support/resend-stub.ts";

const secret = randomBytes(24);

async function withResend(work: (practice: Practice, stub: ResendStub) => Promise<void>) {
  const stub = await ResendStub.start();
  const webhookSecret = `whsec_${secret.toString("base64")}`;
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

async function join(practice: Practice, address = somebody()) {
  const service = await practice.service();
  const answer = await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, application(address));
  expect(answer.status).toBe(303);
  const [request] = await practice.query("select id from waitlist_requests where service_id = $1", [service.id]);
  return { address, requestId: String(request?.id) };
}

const mailOf = async (practice: Practice, requestId: string) => {
  const [mail] = await practice.query(
    "select id, sent_at is not null as sent, failed_at is not null as failed, error_code from mails where waitlist_request_id = $1 and kind = 'confirmation'",
    [requestId],
  );
  return mail;
};

/** Brings a waiting job forward, so that no test waits for a back-off. */
const hurry = (practice: Practice) =>
  practice.query("update pgboss.job set start_after = now() where state in ('created', 'retry')");

const arrives = (practice: Practice, requestId: string, state: Record<string, unknown>) =>
  expect
    .poll(
      async () => {
        await hurry(practice);
        return mailOf(practice, requestId);
      },
      { timeout: 30_000 },
    )
    .toMatchObject(state);

const PASSING: [string, StubAnswer][] = [
  ["a rate limit", { status: 429, name: "rate_limit_exceeded", headers: { "Retry-After": "1" } }],
  ["the same key under way", { status: 409, name: "concurrent_idempotent_requests" }],
  ["a fault of its own", { status: 500, name: "internal_server_error" }],
  ["a reset connection", "reset"],
  ["silence", "hang"],
  ["an answer that was lost on its way", "lost"],
];

test("Resend: after every passing fault the mail goes out, once", async () => {
  await withResend(async (practice, stub) => {
    for (const [what, answer] of PASSING) {
      stub.next(answer);
      const { address, requestId } = await join(practice);
      await arrives(practice, requestId, { sent: true, failed: false, error_code: null });
      expect(
        [...stub.accepted.values()].filter(({ to }) => to === address),
        what,
      ).toHaveLength(1);
    }
    expect(stub.changed).toBe(0);
  });
});

test("Resend: a quota that is used up is not asked again, and the operator sees the mail", async () => {
  await withResend(async (practice, stub) => {
    stub.next({ status: 429, name: "daily_quota_exceeded" });
    const { requestId } = await join(practice);
    await arrives(practice, requestId, { sent: false, failed: true, error_code: "resend-quota" });
    expect(stub.calls).toBe(1);
    expect(await practice.failedMails()).toMatchObject([
      { waitlistRequestId: requestId, kind: "confirmation", errorCode: "resend-quota" },
    ]);
  });
});

/** `written`: what the sender signed, as they wrote it. */
function signed(body: unknown, id: string, key = secret, age = 0, written = JSON.stringify(body)) {
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

test("Resend's webhook: only what is signed counts, once; a bounce and a complaint make the contact unreachable", async () => {
  await withResend(async (practice) => {
    const call = (body: unknown, id: string, key?: typeof secret, age?: number) =>
      send(`${practice.origin}/api/resend/webhook`, signed(body, id, key, age)).then(({ status }) => status);
    const unreachable = async (requestId: string) =>
      (await practice.query("select unreachable_at from waitlist_requests where id = $1", [requestId]))[0]
        ?.unreachable_at;

    const first = await join(practice);
    await arrives(practice, first.requestId, { sent: true });
    const mail = await mailOf(practice, first.requestId);
    const bounce = event("email.bounced", mail?.id, { bounce: { type: "Permanent" } });
    expect(await call(bounce, "forged", randomBytes(24))).toBe(401);
    expect(await call(bounce, "old", secret, 3600)).toBe(401);
    expect((await send(`${practice.origin}/api/resend/webhook`, json(bounce))).status).toBe(401);
    expect(await call(event("email.bounced", mail?.id, { bounce: { type: "Transient" } }), "later")).toBe(204);
    expect(await call(event("email.delivered", mail?.id), "fine")).toBe(204);
    expect(await call(event("email.bounced", crypto.randomUUID()), "foreign")).toBe(204);
    expect(await unreachable(first.requestId)).toBeNull();

    expect(await call(bounce, "once")).toBe(204);
    const marked = await unreachable(first.requestId);
    expect(marked).not.toBeNull();
    await practice.query("update waitlist_requests set unreachable_at = null where id = $1", [first.requestId]);
    expect(await call(bounce, "once")).toBe(204);
    expect(await unreachable(first.requestId)).toBeNull();

    const second = await join(practice);
    await arrives(practice, second.requestId, { sent: true });
    await call(event("email.complained", (await mailOf(practice, second.requestId))?.id), "complaint");
    expect(await unreachable(second.requestId)).not.toBeNull();
    const again = await join(practice, second.address);
    await arrives(practice, again.requestId, { sent: false, failed: true, error_code: "unreachable" });
  });
});

test("Resend's webhook: the signature is over the body as it was written, not as we would write it", async () => {
  await withResend(async (practice) => {
    const joined = await join(practice);
    await arrives(practice, joined.requestId, { sent: true });
    const mail = await mailOf(practice, joined.requestId);
    const bounce = event("email.bounced", mail?.id, { bounce: { type: "Permanent", message: "нет такого" } });
    const { type, created_at, data } = bounce;
    const spaced = JSON.stringify({ data, type, created_at }, null, 2);
    const written = `\n${spaced.replace(/[^ -~\n]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
    expect(JSON.parse(written)).toEqual(bounce);
    const post = (body: string, id: string) =>
      send(`${practice.origin}/api/resend/webhook`, { ...signed(bounce, id, secret, 0, written), body });
    const marked = () =>
      practice.query("select unreachable_at is not null as marked from waitlist_requests where id = $1", [
        joined.requestId,
      ]);
    for (const other of [JSON.stringify(bounce), JSON.stringify(JSON.parse(written)), spaced, written.trim()])
      expect((await post(other, "rewritten")).status).toBe(401);
    expect(await marked()).toEqual([{ marked: false }]);
    expect((await post(written, "raw")).status).toBe(204);
    expect(await marked()).toEqual([{ marked: true }]);
  });
});

test("SMTP: a full mailbox is tried again under the same Message-ID, a refused address is unreachable, a policy is not", async () => {
  const seen: { to: string; id: string }[] = [];
  const refusals = new Map<string, { responseCode: number; message: string; times: number }>();
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS", "AUTH"],
    disableReverseLookup: true,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo[0]?.address ?? "";
        seen.push({ to, id: /^Message-ID: (.*)$/im.exec(Buffer.concat(chunks).toString())?.[1] ?? "" });
        const refusal = refusals.get(to);
        if (!refusal || refusal.times === 0) return done();
        refusal.times -= 1;
        done(Object.assign(new Error(refusal.message), refusal));
      });
    },
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const practice = await Practice.start({
    mail: { kind: "smtp", url: `smtp://127.0.0.1:${port}` },
    operatorEmail: null,
  });
  try {
    const [full, gone, policy] = [somebody(), somebody(), somebody()];
    refusals.set(full, { responseCode: 452, message: "4.2.2 mailbox full", times: 2 });
    refusals.set(gone, { responseCode: 550, message: "5.1.1 no such user", times: 99 });
    refusals.set(policy, { responseCode: 554, message: "5.7.1 relaying denied", times: 99 });
    const unreachable = async (requestId: string) =>
      practice.query("select unreachable_at is not null as unreachable from waitlist_requests where id = $1", [
        requestId,
      ]);

    const later = await join(practice, full);
    await arrives(practice, later.requestId, { sent: true, failed: false });
    const tries = seen.filter(({ to }) => to === full);
    expect(tries).toHaveLength(3);
    expect(new Set(tries.map(({ id }) => id)).size).toBe(1);

    const refused = await join(practice, gone);
    await arrives(practice, refused.requestId, { sent: false, failed: true, error_code: "smtp-recipient" });
    expect(await unreachable(refused.requestId)).toEqual([{ unreachable: true }]);

    const ours = await join(practice, policy);
    await arrives(practice, ours.requestId, { sent: false, failed: true, error_code: "smtp-554" });
    expect(await unreachable(ours.requestId)).toEqual([{ unreachable: false }]);
  } finally {
    await practice.stop();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
});

test("an address hears from us once a day, whatever is asked for with it; beyond three requests nothing more waits to be sent", async ({
  practice,
}) => {
  const address = somebody();
  const requests: string[] = [];
  for (const _ of [1, 2, 3, 4]) requests.push((await join(practice, address)).requestId);
  await practice.mailTo(address);
  const due = () =>
    practice.query(
      "select 1 from pgboss.job where name = 'confirm-request' and state < 'completed' and start_after < now() and data->>'requestId' = any(string_to_array($1, ','))",
      [requests.join(",")],
    );
  await expect.poll(async () => (await due()).length, { timeout: 20_000 }).toBe(0);
  expect((await practice.mails()).filter(({ to }) => to === address)).toHaveLength(1);
  const waiting = await practice.query(
    "select data->>'requestId' as id from pgboss.job where name = 'confirm-request' and start_after > now() + interval '23 hours' and data->>'requestId' = any(string_to_array($1, ','))",
    [requests.join(",")],
  );
  expect(waiting).toHaveLength(2);
  expect(waiting.map(({ id }) => id)).not.toContain(requests[3]);
});

test("a bot that uses up a person's day behind the trap takes nothing from the person", async ({ practice }) => {
  const address = somebody();
  for (const _ of [1, 2, 3, 4]) {
    const service = await practice.service();
    const trapped = application(address);
    await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, {
      ...trapped,
      body: `${trapped.body}&website_confirm=x`,
    });
  }
  await join(practice, address);
  expect((await practice.mailTo(address)).subject).not.toBe("");
});
