import { randomInt } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "#app/infrastructure/config.ts";
import { ContactCipher } from "#app/infrastructure/contact-cipher.ts";
import { type Connection, openConnection } from "#app/infrastructure/database.ts";
import { form, send } from "./support/http.ts";
import { databaseOf, SERVER } from "./support/postgres.ts";
import { expect, freePort, test } from "./support/practice.ts";
import { AppProcess } from "./support/process.ts";
import { ResendStub } from "./support/resend-stub.ts";

/** `CRASH_ROUNDS=200 npx playwright test e2e/crash.http.spec.ts --project=http` for a long evening. */
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 20);
const HALF = Math.ceil(ROUNDS / 2);
const CASES = [
  { database: "the embedded database", mails: "files", rounds: ROUNDS },
  ...(SERVER
    ? [
        { database: "PostgreSQL", mails: "files", rounds: HALF },
        { database: "PostgreSQL", mails: "Resend", rounds: HALF },
      ]
    : []),
];

// Each has a practice of its own, so the workers share them.
test.describe.configure({ mode: "parallel" });

/** One visitor after another, each from a network of their own, until the server is gone. */
async function visitUntilGone(origin: string, numbers: { next: number }, accepted: string[]): Promise<void> {
  for (;;) {
    numbers.next += 1;
    const number = numbers.next;
    const address = `visitor.${number}@example.org`;
    const fields = form({
      preferred_contact_method: "email",
      contact_email: address,
      preferred_time_window: "any",
      consent_personal_data: "on",
      consent_communications: "on",
    });
    const from = `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`;
    const status = await send(`${origin}/booking/no-slots/?service_slug=primary`, {
      ...fields,
      headers: { ...fields.headers, "X-Forwarded-For": from },
    }).then(
      (answer) => answer.status,
      () => null,
    );
    if (status === null) return;
    expect([303, 503]).toContain(status);
    if (status === 303) accepted.push(address);
  }
}

/** To whom a mail went, once for each mail. */
async function filesOf(dataDir: string): Promise<string[]> {
  const outbox = path.join(dataDir, "outbox");
  const names = (await readdir(outbox).catch((): string[] => [])).filter((name) => name.endsWith(".json"));
  return Promise.all(
    names.map(async (name): Promise<string> => JSON.parse(await readFile(path.join(outbox, name), "utf8")).to),
  );
}

const WHOLE = `
  select count(*)::int as requests,
    count(*) filter (where (select count(*) from consents c where c.waitlist_request_id = r.id) <> 2)::int as consents_missing,
    count(*) filter (where (select count(*) from leads l where l.id = r.lead_id) <> 1)::int as leads_missing,
    count(*) filter (where (select count(*) from lead_identities i where i.lead_id = r.lead_id) <> 1)::int as identities_missing,
    count(*) filter (where (select count(*) from lead_timeline_events t where t.waitlist_request_id = r.id) <> 1)::int as timeline_missing,
    count(*) filter (where (select count(*) from analytics_events e where e.lead_id = r.lead_id and e.event_name = 'waitlist_submitted') <> 1)::int as events_missing,
    (select count(*) from leads)::int as leads,
    (select count(*) from consents)::int as consents,
    (select count(*) from lead_identities)::int as identities,
    (select count(*) from analytics_events where event_name = 'waitlist_submitted')::int as events
  from waitlist_requests r`;

async function expectWhole(connection: Connection, cipher: ContactCipher, accepted: string[], mailed: string[]) {
  const query = async (text: string) => (await connection.run(text)).rows.map((row) => Object(row));
  const marks = (await query("select contact_fingerprint as mark from waitlist_requests")).map(({ mark }) => mark);
  const known = new Set(marks);
  expect(known.size, "one row of a person").toBe(marks.length);
  const unknown = (addresses: string[]) =>
    addresses.filter((value) => !known.has(cipher.fingerprint({ method: "email", value }).value));
  expect(unknown(accepted), "answered 303 and not kept").toEqual([]);
  expect(unknown(mailed), "mailed and not kept").toEqual([]);
  expect(new Set(mailed).size, "one mail to a person").toBe(mailed.length);
  const requests = marks.length;
  expect(await query(WHOLE)).toEqual([
    {
      requests,
      leads: requests,
      consents: requests * 2,
      identities: requests,
      events: requests,
      consents_missing: 0,
      leads_missing: 0,
      identities_missing: 0,
      timeline_missing: 0,
      events_missing: 0,
    },
  ]);
}

for (const { database, mails, rounds } of CASES) {
  test(`killed ${rounds} times at any moment on ${database}, its mails by ${mails}: what was accepted is whole, what was not left nothing half-written`, async () => {
    test.setTimeout(rounds * 20_000 + 180_000);
    const folder = await mkdtemp(path.join(tmpdir(), "no-slots-crash-"));
    const dataDir = path.join(folder, "data");
    const fresh = database === "PostgreSQL" && SERVER ? await databaseOf(SERVER) : null;
    const resend = mails === "Resend" ? await ResendStub.start() : null;
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const env = {
      PORT: String(port),
      TRUST_PROXY: "1",
      ...(fresh ? { DATABASE_URL: fresh.url } : {}),
      ...(resend ? { RESEND_API_KEY: "re_test", RESEND_BASE_URL: resend.url } : {}),
    };
    const accepted: string[] = [];
    const numbers = { next: 0 };
    const running: AppProcess[] = [];
    const start = async () => {
      const app = new AppProcess(env, folder);
      running.push(app);
      const ready = () =>
        send(`${origin}/health/ready`).then(
          ({ status }) => status,
          () => 0,
        );
      await expect.poll(ready, { timeout: 60_000, intervals: [100] }).toBe(200);
      return app;
    };
    /** Looks into the database while no process of the app has it open. */
    const look = async (work: (connection: Connection, cipher: ContactCipher) => Promise<unknown>) => {
      const config = readConfig({ DATA_DIR: dataDir, ...(fresh ? { DATABASE_URL: fresh.url } : {}) });
      const connection = await openConnection(config.database);
      await work(connection, new ContactCipher(config.keys)).finally(() => connection.close());
    };
    const mailed = async () => (resend ? [...resend.accepted.values()].map(({ to }) => to) : filesOf(dataDir));

    try {
      for (let round = 0; round < rounds; round += 1) {
        const app = await start();
        const visits = [1, 2, 3].map(() => visitUntilGone(origin, numbers, accepted));
        const enough = accepted.length + randomInt(1, 12);
        await expect.poll(() => accepted.length, { intervals: [5], timeout: 30_000 }).toBeGreaterThanOrEqual(enough);
        await app.kill("SIGKILL");
        await Promise.all(visits);
      }
      // A killed worker's job comes back after its minute: as if that were over.
      await look(({ run }) =>
        run("update pgboss.job set started_on = started_on - interval '1 minute' where state = 'active'"),
      );
      const last = await start();
      const missing = async () => {
        const sent = new Set(await mailed());
        return accepted.filter((address) => !sent.has(address)).length;
      };
      const patience = 90_000 + accepted.length * 500;
      await expect.poll(missing, { timeout: patience, intervals: [1_000] }).toBe(0);
      expect(await last.kill("SIGTERM")).toBe(0);
      const all = await mailed();
      await look((connection, cipher) => expectWhole(connection, cipher, accepted, all));
      expect(resend?.changed ?? 0).toBe(0);
    } finally {
      await Promise.all(running.map((app) => app.kill("SIGKILL")));
      await fresh?.drop();
      await resend?.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
