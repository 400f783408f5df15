import { randomInt } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { readConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { application, form, send } from "../support/http.ts";
import { endings, timePassesForSome, violationsIn } from "../support/pages/invariants.ts";
import { expect, test } from "../support/practice.ts";
import { addJob, hurryJobs, isUpkeep, jobs, unfinished } from "../support/records/jobs.ts";
import { expireClaims, storedMails } from "../support/records/mails.ts";
import { allRequests } from "../support/records/requests.ts";
import { freePort } from "../support/servers/free-port.ts";
import { SERVER, withDatabase } from "../support/servers/postgres.ts";
import { AppProcess } from "../support/servers/process.ts";

/** With fewer, a rare ending may not happen at all. */
const ROUNDS = 50;
const PEOPLE = 25;

if (SERVER) {
  test(`two processes: ${ROUNDS} rounds of submit, withdraw, erase and purge stay whole`, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "no-slots-two-"));
    await withDatabase(async (url) => {
      const connection = await openConnection({ kind: "postgres", url });
      const running: AppProcess[] = [];
      const serve = async () => {
        const port = String(await freePort());
        const app = new AppProcess({ PORT: port, TRUST_PROXY: "1", DATABASE_URL: url }, folder);
        running.push(app);
        await app.ready();
        return `http://127.0.0.1:${port}`;
      };
      let visitors = 0;
      /** From a network of its own. Visitors see statuses only: a race is never an error. */
      const post = async (address: string, { headers, ...rest }: ReturnType<typeof form>, allowed: number[]) => {
        visitors += 1;
        const from = { "X-Forwarded-For": `10.0.${visitors >> 8}.${visitors & 255}` };
        const { status } = await send(address, { ...rest, headers: { ...headers, ...from } });
        expect(allowed).toContain(status);
      };
      const submits = (origin: string, person: string, trap = "") => {
        const { body, ...rest } = application(person);
        return post(`${origin}/booking/no-slots/?service_slug=primary`, { ...rest, body: body + trap }, [303]);
      };
      const acts = (origin: string, token: string | undefined, intent: "leave" | "erase") =>
        post(`${origin}/waitlist/${token}/`, form({ intent, confirmed: "yes" }), [200, 404]);
      /** The hourly work, in both processes at once. */
      const hourlyWork = () => [addJob(connection, "run-retention"), addJob(connection, "run-retention")];
      try {
        const [one, two] = [await serve(), await serve()];
        const links = privateLinks(readConfig({ DATA_DIR: path.join(folder, "data") }).keys.link);
        for (let round = 0; round < ROUNDS; round += 1) {
          const [person = "", other = "", another = ""] = [0, 1, 2].map(
            (at) => `p${(round * 3 + at) % PEOPLE}@example.org`,
          );
          const known = (await allRequests(connection)).filter(({ encryptedContactValue }) => encryptedContactValue);
          const [first, second, third] = Array.from({ length: 3 }, () => known.splice(randomInt(known.length || 1), 1))
            .flat()
            .map(({ id, linkVersion, linkKid }) => links.token(id, linkVersion, linkKid ?? ""));
          await Promise.all([
            submits(one, person),
            submits(two, person),
            submits(one, other),
            submits(two, another),
            acts(one, first, "leave"),
            acts(two, first, "leave"),
            acts(one, second, "erase"),
            acts(two, second, "leave"),
            submits(two, other, "&website_confirm=x"),
            acts(one, third, "erase"),
            acts(two, third, "erase"),
            ...timePassesForSome(connection),
            ...hourlyWork(),
          ]);
        }
        const left = async () => {
          // Expires the minute in which a mail in flight at the erasure may still be sent.
          await expireClaims(connection);
          await hurryJobs(connection);
          const due = (await jobs(connection)).filter((job) => unfinished(job) && !isUpkeep(job));
          return due.filter(({ minutesAhead }) => minutesAhead < 60);
        };
        await expect.poll(left, { timeout: 60_000 }).toEqual([]);

        expect(await violationsIn(connection)).toEqual({});
        for (const [what, count] of Object.entries(await endings(connection))) expect(count, what).toBeGreaterThan(5);
        const files = (await readdir(path.join(folder, "data", "outbox"))).filter((name) => name.endsWith(".json"));
        const forgotten = (await allRequests(connection)).filter(({ encryptedContactValue }) => !encryptedContactValue);
        const ids = new Set(forgotten.map(({ id }) => id));
        const mails = await storedMails(connection);
        const known = mails.flatMap(({ id, waitlistRequestId }) =>
          ids.has(waitlistRequestId ?? "") ? [] : [`${id}.json`],
        );
        expect(
          files.filter((name) => !known.includes(name)),
          "mails to nobody",
        ).toEqual([]);
        for (const app of running) {
          expect(await app.kill("SIGTERM")).toBe(0);
          const faults = (await app.log()).split("\n").filter((line) => /"level":[56]0/.test(line));
          expect(faults.filter((line) => !line.includes("MailUnderWayError"))).toEqual([]);
        }
      } finally {
        await Promise.all(running.map((app) => app.kill("SIGKILL")));
        await connection.close();
        await rm(folder, { recursive: true, force: true });
      }
    });
  });
}
