import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { application, send } from "../support/http.ts";
import { mailedTo } from "../support/offers/whole.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { hurryJobs } from "../support/records/jobs.ts";
import { confirmationOf, storedMails } from "../support/records/mails.ts";
import { allRequests } from "../support/records/requests.ts";
import { freePort } from "../support/servers/free-port.ts";
import { SERVER, withDatabase } from "../support/servers/postgres.ts";
import { AppProcess } from "../support/servers/process.ts";

if (SERVER) {
  test("a full disk for the outbox: the visitor is answered, the mail written once later", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "no-slots-full-"));
    await withDatabase(async (url) => {
      const connection = await openConnection({ kind: "postgres", url });
      const port = String(await freePort());
      const app = new AppProcess({ PORT: port, DATABASE_URL: url }, folder);
      const outbox = path.join(folder, "data", "outbox");
      const fate = async () => {
        const [request] = await allRequests(connection);
        const { id: _, ...fate } = (await confirmationOf(connection, request?.id ?? "")) ?? { id: null };
        return fate;
      };
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
        const refused = { errorCode: "outbox-EFBIG", sent: false, failed: false };
        await expect.poll(fate).toEqual(refused);
        expect(await readdir(outbox)).toEqual([".partial"]);
        await expect.poll(() => readdir(path.join(outbox, ".partial"))).toEqual([]);
        expect(await allRequests(connection)).toMatchObject([{ status: "new" }]);

        app.limitFiles("unlimited");
        await hurryJobs(connection);
        const arrived = { errorCode: null, sent: true, failed: false };
        await expect.poll(fate).toEqual(arrived);
        expect(await mailedTo(path.join(folder, "data"))).toEqual([person]);
        expect(await app.kill("SIGTERM")).toBe(0);
        expect(await app.log()).not.toContain(person);
      } finally {
        await app.kill("SIGKILL");
        await connection.close();
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
    const triedAgain = async () =>
      (await storedMails(practice)).filter(({ errorCode, failedAt }) => errorCode && !failedAt);
    await expect.poll(triedAgain).not.toHaveLength(0);
    await rm(path.join(folder));
    expect((await practice.mailTo(person)).to).toBe(person);
  } finally {
    await practice.stop();
  }
});
