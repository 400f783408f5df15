import { randomInt } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "#app/infrastructure/config.ts";
import { ContactCipher } from "#app/infrastructure/contact-cipher.ts";
import { openConnection } from "#app/infrastructure/database.ts";
import { form, send } from "./support/http.ts";
import { databaseOf, SERVER } from "./support/postgres.ts";
import { expect, freePort, test } from "./support/practice.ts";
import { AppProcess } from "./support/process.ts";

/** 20 kills each in CI; `CRASH_ROUNDS=200 npx playwright test e2e/crash` for a long evening. */
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 20);

for (const kind of ["the embedded database", ...(SERVER ? ["PostgreSQL"] : [])]) {
  test(`killed ${ROUNDS} times at any moment on ${kind}: what was accepted is whole, what was not left nothing half-written`, async () => {
    test.setTimeout(ROUNDS * 20_000 + 180_000);
    const folder = await mkdtemp(path.join(tmpdir(), "no-slots-crash-"));
    const fresh = kind === "PostgreSQL" && SERVER ? await databaseOf(SERVER) : null;
    const port = await freePort();
    const env = { PORT: String(port), TRUST_PROXY: "1", ...(fresh ? { DATABASE_URL: fresh.url } : {}) };
    const origin = `http://127.0.0.1:${port}`;
    const accepted: string[] = [];
    const running: AppProcess[] = [];
    let visitors = 0;

    /** One visitor after another, each from a network of their own, until the server is gone. */
    const visit = async (): Promise<void> => {
      for (;;) {
        visitors += 1;
        const address = `visitor.${visitors}@example.org`;
        const fields = form({
          preferred_contact_method: "email",
          contact_email: address,
          preferred_time_window: "any",
          consent_personal_data: "on",
          consent_communications: "on",
        });
        const from = `10.${visitors >> 16}.${(visitors >> 8) & 255}.${visitors & 255}`;
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
    };
    const ready = () =>
      expect
        .poll(
          () =>
            send(`${origin}/health/ready`).then(
              ({ status }) => status,
              () => 0,
            ),
          { timeout: 60_000, intervals: [100] },
        )
        .toBe(200);

    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        const app = new AppProcess(env, folder);
        running.push(app);
        await ready();
        const visiting = Promise.all([visit(), visit(), visit()]);
        const enough = accepted.length + randomInt(1, 12);
        await expect.poll(() => accepted.length, { intervals: [5], timeout: 30_000 }).toBeGreaterThanOrEqual(enough);
        await app.kill("SIGKILL");
        await visiting;
      }

      const last = new AppProcess(env, folder);
      running.push(last);
      await ready();
      const outbox = path.join(folder, "data", "outbox");
      const mailed = async () => {
        const names = (await readdir(outbox).catch((): string[] => [])).filter((name) => name.endsWith(".json"));
        const mails: { to: string }[] = await Promise.all(
          names.map(async (name) => JSON.parse(await readFile(path.join(outbox, name), "utf8"))),
        );
        return mails.map(({ to }) => to).sort();
      };
      const missing = async () => {
        const sent = new Set(await mailed());
        return accepted.filter((address) => !sent.has(address)).length;
      };
      // The job of a killed worker comes back within its minute and the queue's next round.
      await expect.poll(missing, { timeout: 150_000, intervals: [1_000] }).toBe(0);
      expect(await last.kill("SIGTERM")).toBe(0);

      const all = await mailed();
      expect(new Set(all).size).toBe(all.length);
      const dataDir = path.join(folder, "data");
      const config = readConfig({ DATA_DIR: dataDir, ...(fresh ? { DATABASE_URL: fresh.url } : {}) });
      const connection = await openConnection(config.database);
      const cipher = new ContactCipher(config.keys);
      const query = async (text: string) => (await connection.run(text)).rows.map((row) => Object(row));
      const rows = await query("select contact_fingerprint as mark from waitlist_requests");
      const marks = rows.map(({ mark }) => mark);
      expect(new Set(marks).size).toBe(marks.length);
      const accounted = new Set(marks);
      const lost = accepted.filter((value) => !accounted.has(cipher.fingerprint({ method: "email", value }).value));
      expect(lost).toEqual([]);
      const [whole] = await query(`
        select count(*)::int as requests,
          count(*) filter (where (select count(*) from consents c where c.waitlist_request_id = r.id) <> 2)::int as consents_missing,
          count(*) filter (where (select count(*) from leads l where l.id = r.lead_id) <> 1)::int as leads_missing,
          count(*) filter (where (select count(*) from lead_identities i where i.lead_id = r.lead_id) <> 1)::int as identities_missing,
          count(*) filter (where (select count(*) from lead_timeline_events t where t.waitlist_request_id = r.id) <> 1)::int as timeline_missing,
          count(*) filter (where (select count(*) from analytics_events e where e.lead_id = r.lead_id and e.event_name = 'waitlist_submitted') <> 1)::int as events_missing,
          (select count(*) from leads)::int as leads
        from waitlist_requests r`);
      expect(whole).toEqual({
        requests: marks.length,
        leads: marks.length,
        consents_missing: 0,
        leads_missing: 0,
        identities_missing: 0,
        timeline_missing: 0,
        events_missing: 0,
      });
      await connection.close();
    } finally {
      await Promise.all(running.map((app) => app.kill("SIGKILL")));
      await fresh?.drop();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
