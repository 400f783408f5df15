import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { application, send } from "../support/http.ts";
import { expect, test } from "../support/practice.ts";
import { hurryJobs, jobs, lostJobsComeBack, unfinished } from "../support/records/jobs.ts";
import { mailsAnHourEarlier } from "../support/records/mails.ts";
import { freePort } from "../support/servers/free-port.ts";
import { SERVER, withDatabase } from "../support/servers/postgres.ts";
import { AppProcess } from "../support/servers/process.ts";

const PEOPLE = 16;
const PER_HOUR = 5;
const OPERATOR = "operator@example.org";

if (SERVER) {
  test(`two processes, ${PER_HOUR} mails an hour, one killed hourly: nobody mailed twice`, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "no-slots-ceiling-"));
    await withDatabase(async (url) => {
      const connection = await openConnection({ kind: "postgres", url });
      const running: AppProcess[] = [];
      const ceilings = { MAILS_PER_HOUR: String(PER_HOUR), MAILS_PER_DAY: "1000", OPERATOR_EMAIL: OPERATOR };
      const serve = async () => {
        const port = String(await freePort());
        const app = new AppProcess({ PORT: port, TRUST_PROXY: "1", DATABASE_URL: url, ...ceilings }, folder);
        running.push(app);
        await app.ready();
        return { app, origin: `http://127.0.0.1:${port}` };
      };
      const outbox = path.join(folder, "data", "outbox");
      const mails = async (): Promise<{ to: string; text: string }[]> => {
        const names = (await readdir(outbox)).filter((name) => name.endsWith(".json"));
        return Promise.all(names.map(async (name) => JSON.parse(await readFile(path.join(outbox, name), "utf8"))));
      };
      const left = async () =>
        (await jobs(connection)).filter(
          (job) => unfinished(job) && ["confirm-request", "tell-operator"].includes(job.name),
        );
      const due = async () => (await left()).filter(({ minutesAhead }) => minutesAhead <= 0);
      const toOperator = async () => (await mails()).filter(({ to }) => to === OPERATOR);
      const hourPasses = async () => {
        await mailsAnHourEarlier(connection);
        await lostJobsComeBack(connection, 60);
        await hurryJobs(connection);
      };
      try {
        const [one, two] = [await serve(), await serve()];
        let victim = one;
        await Promise.all(
          Array.from({ length: PEOPLE }, async (_, nth) => {
            const { headers, ...rest } = application(`person${nth}@example.org`);
            const { origin } = nth % 2 ? one : two;
            const from = { "X-Forwarded-For": `10.0.0.${nth}` };
            const asked = { ...rest, headers: { ...headers, ...from } };
            const { status } = await send(`${origin}/booking/no-slots/?service_slug=primary`, asked);
            expect(status).toBe(303);
          }),
        );
        for (let hour = 1; ; hour += 1) {
          await expect.poll(due, { timeout: 60_000 }).toEqual([]);
          expect((await mails()).length).toBeLessThanOrEqual(hour * PER_HOUR);
          expect((await toOperator()).length).toBeLessThanOrEqual(hour);
          if ((await left()).length === 0) break;
          await hourPasses();
          await victim.app.kill("SIGKILL");
          victim = await serve();
          await lostJobsComeBack(connection);
        }
        const people = (await mails()).map(({ to }) => to).filter((to) => to !== OPERATOR);
        expect(people.sort()).toEqual(Array.from({ length: PEOPLE }, (_, nth) => `person${nth}@example.org`).sort());
        const told = (await toOperator()).map(({ text }) => Number(/заявки:\s(\d+)/.exec(text)?.[1]));
        expect(told.reduce((sum, count) => sum + count, 0)).toBe(PEOPLE);
      } finally {
        await Promise.all(running.map((app) => app.kill("SIGKILL")));
        await connection.close();
        await rm(folder, { recursive: true, force: true });
      }
    });
  });
}
