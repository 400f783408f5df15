import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { freePort } from "../support/servers/free-port.ts";
import { application, send } from "../support/http.ts";
import { SERVER, withDatabase } from "../support/servers/postgres.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { AppProcess } from "../support/servers/process.ts";
import { mailedTo } from "../support/offers/whole.ts";

if (SERVER) {
  test("a full disk for the outbox: the visitor is answered, the mail written once later", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "no-slots-full-"));
    await withDatabase(async (url) => {
      const rows = postgres(url, { max: 1, onnotice: () => undefined });
      const port = String(await freePort());
      const app = new AppProcess({ PORT: port, DATABASE_URL: url }, folder);
      const outbox = path.join(folder, "data", "outbox");
      const mails = async () => [
        ...(await rows`select error_code, sent_at is not null as sent, failed_at is not null as given_up from mails where kind = 'confirmation'`),
      ];
      try {
        await app.ready();
        // Less than any mail: a part of it is written before the disk is full.
        app.limitFiles(1024);
        const person = somebody();
        const answer = await send(
          `http://127.0.0.1:${port}/booking/no-slots/?service_slug=primary`,
          application(person),
        );
        expect(answer.status).toBe(303);
        const refused = [{ error_code: "outbox-EFBIG", sent: false, given_up: false }];
        await expect.poll(mails, { timeout: 20_000 }).toEqual(refused);
        expect(await readdir(outbox)).toEqual([".partial"]);
        await expect.poll(() => readdir(path.join(outbox, ".partial"))).toEqual([]);
        expect(await rows`select status from waitlist_requests`).toMatchObject([{ status: "new" }]);

        app.limitFiles("unlimited");
        await rows`update pgboss.job set start_after = now() where state = 'retry'`;
        await expect.poll(mails, { timeout: 20_000 }).toEqual([{ error_code: null, sent: true, given_up: false }]);
        expect(await mailedTo(path.join(folder, "data"))).toEqual([person]);
        expect(await app.kill("SIGTERM")).toBe(0);
        expect(await app.log()).not.toContain(person);
      } finally {
        await app.kill("SIGKILL");
        await rows.end();
        await rm(folder, { recursive: true, force: true });
      }
    });
  });
}

test("an unwritable outbox delays the mail, not the visitor", async () => {
  const practice = await Practice.start();
  const { mail } = practice.config;
  const folder = mail.kind === "outbox" ? mail.dir : "";
  try {
    await writeFile(folder, "in the way");
    const service = await practice.service();
    const person = somebody();
    const answer = await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, application(person));
    expect(answer.status).toBe(303);
    await expect
      .poll(() => practice.query("select 1 from mails where error_code is not null and failed_at is null"), {
        timeout: 20_000,
      })
      .not.toHaveLength(0);
    await rm(path.join(folder));
    expect((await practice.mailTo(person)).to).toBe(person);
  } finally {
    await practice.stop();
  }
});
