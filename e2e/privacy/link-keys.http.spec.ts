import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { application, form, send } from "../support/http.ts";
import { linkIn, mailsIn } from "../support/mail/outbox.ts";
import { expect, somebody, test } from "../support/practice.ts";
import { freePort } from "../support/servers/free-port.ts";
import { SERVER, withDatabase } from "../support/servers/postgres.ts";
import { AppProcess } from "../support/servers/process.ts";

const key = (kid: string) => `${kid}:${randomBytes(32).toString("base64")}`;

if (SERVER) {
  test("a stolen link key is replaced while people come: its links die, the others stay", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "no-slots-links-"));
    await withDatabase(async (DATABASE_URL) => {
      const [l1, l2] = [key("l1"), key("l2")];
      const port = String(await freePort());
      const origin = `http://127.0.0.1:${port}`;
      const env = { DATABASE_URL, PORT: port };
      const running: AppProcess[] = [];
      const serve = async (LINK_KEYS: string) => {
        const app = new AppProcess({ ...env, LINK_KEYS }, folder);
        running.push(app);
        await app.ready();
        return app;
      };
      const command = async (LINK_KEYS: string, entry: string, ...words: string[]) => {
        const done = new AppProcess({ ...env, LINK_KEYS }, folder, entry, words);
        return { code: await done.exited, said: (await done.log()).trim().split("\n") };
      };
      const come = async () => {
        const address = somebody();
        const answer = await send(`${origin}/booking/no-slots/?service_slug=primary`, application(address));
        expect(answer.status).toBe(303);
        return address;
      };
      const mailsTo = async (address: string) =>
        (await mailsIn(path.join(folder, "data", "outbox"))).filter(({ to }) => to === address);
      const linkOf = async (address: string, mails = 1) => {
        await expect.poll(async () => (await mailsTo(address)).length).toBe(mails);
        return Promise.all((await mailsTo(address)).map(async ({ text }) => linkIn(text).link));
      };
      const statusOf = async (link = "") => (await send(link)).status;
      try {
        const first = await serve(l1);
        const early = [await come(), await come(), await come()];
        const old = (await Promise.all(early.map((address) => linkOf(address)))).flat();
        expect(await Promise.all(old.map(statusOf))).toEqual([200, 200, 200]);
        expect(await command(l1, "keys-revoke", "l1")).toEqual({
          code: 1,
          said: ["l1 makes the links. Put a new key before it in LINK_KEYS, restart the app, then revoke l1."],
        });
        await first.kill("SIGTERM");

        const without = new AppProcess({ ...env, LINK_KEYS: l2 }, folder);
        expect(await without.exited).toBe(1);
        expect(await without.log()).toContain("written with link/l1, which is not configured");

        const both = `${l2},${l1}`;
        const second = await serve(both);
        const newcomers = [await come()];
        expect(await Promise.all(old.map(statusOf))).toEqual([200, 200, 200]);
        const revoked = command(both, "keys-revoke", "l1");
        for (let nth = 0; nth < 8; nth += 1) newcomers.push(await come());
        expect(await revoked).toEqual({
          code: 0,
          said: [
            "Links of l1 made anew under l2: 3. Those sent before open nothing.",
            "No link depends on l1: it may leave LINK_KEYS.",
          ],
        });
        expect(await Promise.all(old.map(statusOf))).toEqual([404, 404, 404]);
        const fresh = (await Promise.all(newcomers.map((address) => linkOf(address)))).flat();
        expect(new Set(await Promise.all(fresh.map(statusOf)))).toEqual(new Set([200]));
        await second.kill("SIGTERM");

        await serve(l2);
        expect(new Set(await Promise.all(fresh.map(statusOf)))).toEqual(new Set([200]));
        const [anna = ""] = early;
        const asked = form({ preferred_contact_method: "email", contact_email: anna });
        expect((await send(`${origin}/waitlist/leave/`, asked)).status).toBe(200);
        const statuses = await Promise.all((await linkOf(anna, 2)).map(statusOf));
        expect(statuses.sort()).toEqual([200, 404]);
      } finally {
        await Promise.all(running.map((app) => app.kill("SIGKILL")));
        await rm(folder, { recursive: true, force: true });
      }
    });
  });
}
