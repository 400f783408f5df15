import { randomInt } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "#app/infrastructure/config.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { application, send } from "../support/http.ts";
import { ResendStub } from "../support/mail/resend-stub.ts";
import { expectWhole, mailedTo } from "../support/offers/whole.ts";
import { expect, test } from "../support/practice.ts";
import { lostJobsComeBack } from "../support/records/jobs.ts";
import { freePort } from "../support/servers/free-port.ts";
import { databaseOf, SERVER } from "../support/servers/postgres.ts";
import { migratedEmbedded } from "../support/servers/prepared-databases.ts";
import { AppProcess } from "../support/servers/process.ts";

/** Kills on each database: few by default, 20 in `.ci/run`, 200 for a long evening. */
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 5);
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

/** One visitor after another, each from a network of their own, until the server is killed. */
async function visitUntilGone(origin: string, numbers: { next: number }, accepted: string[]): Promise<void> {
  for (;;) {
    numbers.next += 1;
    const number = numbers.next;
    const address = `visitor.${number}@example.org`;
    const fields = application(address);
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

for (const { database, mails, rounds } of CASES) {
  test(`killed ${rounds} times on ${database}, mails by ${mails}: accepted is whole`, async () => {
    test.setTimeout(rounds * 20_000 + 180_000);
    const folder = await mkdtemp(path.join(tmpdir(), "no-slots-crash-"));
    const dataDir = path.join(folder, "data");
    const fresh = database === "PostgreSQL" && SERVER ? await databaseOf(SERVER) : null;
    const resend = mails === "Resend" ? await ResendStub.start() : null;
    if (!fresh) await migratedEmbedded(dataDir);
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
      await app.ready();
      return app;
    };
    /** Reads the database while no process of the app has it open. */
    const look = async (work: (connection: Connection, cipher: ContactCipher) => Promise<unknown>) => {
      const config = readConfig({ DATA_DIR: dataDir, ...(fresh ? { DATABASE_URL: fresh.url } : {}) });
      const connection = await openConnection(config.database);
      await work(connection, new ContactCipher(config.keys)).finally(() => connection.close());
    };
    const mailed = async () => (resend ? [...resend.accepted.values()].map(({ to }) => to) : mailedTo(dataDir));

    try {
      for (let round = 0; round < rounds; round += 1) {
        const app = await start();
        const visits = [1, 2, 3].map(() => visitUntilGone(origin, numbers, accepted));
        const enough = accepted.length + randomInt(1, 12);
        await expect.poll(() => accepted.length, { intervals: [5], timeout: 30_000 }).toBeGreaterThanOrEqual(enough);
        await app.kill("SIGKILL");
        await Promise.all(visits);
      }
      await look((connection) => lostJobsComeBack(connection));
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
