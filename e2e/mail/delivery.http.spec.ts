import { SMTPServer } from "smtp-server";
import { application, send } from "../support/http.ts";
import { arrives, join, withResend } from "../support/mail/delivery.ts";
import { ResendStub, type StubAnswer } from "../support/mail/resend-stub.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { jobs, unfinished } from "../support/records/jobs.ts";
import { requestById } from "../support/records/requests.ts";
import { freePort } from "../support/servers/free-port.ts";

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
      await arrives(practice, requestId, { sent: true, failed: false, errorCode: null });
      expect(
        [...stub.accepted.values()].filter(({ to }) => to === address),
        what,
      ).toHaveLength(1);
    }
    expect(stub.changed).toBe(0);
  });
});

test("Resend: with the quota used up every mail waits and is retried an hour later", async () => {
  let later = 0;
  const clock = () => new Date(Date.now() + later);
  const stub = await ResendStub.start();
  const practice = await Practice.start(
    { mail: { kind: "resend", apiKey: "re_test", baseUrl: stub.url, webhookSecret: null }, operatorEmail: null },
    { clock },
  );
  try {
    const quota = { status: 429, name: "daily_quota_exceeded" } as const;
    stub.next(quota, { ...quota, name: "monthly_quota_exceeded" });
    const refused = await join(practice);
    const held = { sent: false, failed: false };
    await arrives(practice, refused.requestId, { ...held, errorCode: "provider-quota" });
    const other = await join(practice);
    await arrives(practice, other.requestId, { ...held, errorCode: null });
    expect(stub.calls).toBe(1);
    expect(await practice.failedMails()).toEqual([]);

    later = 3_600_000;
    const asked = () => practice.hurry().then(() => stub.calls);
    await expect.poll(asked).toBe(2);
    for (const { requestId } of [refused, other]) await arrives(practice, requestId, held);
    later = 2 * 3_600_000;
    for (const { requestId } of [refused, other]) await arrives(practice, requestId, { sent: true, failed: false });
    expect([...stub.accepted.values()].map(({ to }) => to).sort()).toEqual([refused.address, other.address].sort());
  } finally {
    await practice.stop();
    await stub.stop();
  }
});

test("SMTP: a full mailbox is retried, a refused address unreachable, a policy neither", async () => {
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
    const unreachable = async (requestId: string) => (await requestById(practice, requestId)).unreachableAt !== null;

    const later = await join(practice, full);
    await arrives(practice, later.requestId, { sent: true, failed: false });
    const tries = seen.filter(({ to }) => to === full);
    expect(tries).toHaveLength(3);
    expect(new Set(tries.map(({ id }) => id)).size).toBe(1);

    const refused = await join(practice, gone);
    await arrives(practice, refused.requestId, { sent: false, failed: true, errorCode: "smtp-recipient" });
    expect(await unreachable(refused.requestId)).toBe(true);

    const ours = await join(practice, policy);
    await arrives(practice, ours.requestId, { sent: false, failed: true, errorCode: "smtp-554" });
    expect(await unreachable(ours.requestId)).toBe(false);
  } finally {
    await practice.stop();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
});

test("an address gets one mail a day; beyond three requests no more mails are queued", async ({ practice }) => {
  const address = somebody();
  const requests: string[] = [];
  for (const _ of [1, 2, 3, 4]) requests.push((await join(practice, address)).requestId);
  await practice.mailTo(address);
  const confirmations = async () =>
    (await jobs(practice, "confirm-request")).filter(({ about }) => requests.some((id) => about.includes(id)));
  const due = async () => (await confirmations()).filter((job) => unfinished(job) && job.minutesAhead < 0);
  await expect.poll(async () => (await due()).length).toBe(0);
  expect((await practice.mails()).filter(({ to }) => to === address)).toHaveLength(1);
  const waiting = (await confirmations()).filter(({ minutesAhead }) => minutesAhead > 23 * 60);
  expect(waiting).toHaveLength(2);
  expect(waiting.flatMap(({ about }) => about)).not.toContain(requests[3]);
});

test("a bot in the honeypot does not use up the daily limit of the person it names", async ({ practice }) => {
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
