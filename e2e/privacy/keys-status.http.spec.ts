import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { application, send } from "../support/http.ts";
import { expect, somebody, test } from "../support/practice.ts";
import { allRequests, changeRequest, requestById } from "../support/records/requests.ts";
import { freePort } from "../support/servers/free-port.ts";
import { SERVER, withDatabase } from "../support/servers/postgres.ts";
import { AppProcess } from "../support/servers/process.ts";

const key = (kid: string) => `${kid}:${randomBytes(32).toString("base64")}`;

if (SERVER) {
  test("`keys:status` beside the app counts rows per key and names undecryptable ones", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "no-slots-keys-"));
    await withDatabase(async (url) => {
      const connection = await openConnection({ kind: "postgres", url });
      const [contact, fingerprint, link] = [key("c1"), key("f1"), key("l1")];
      const old = { DATABASE_URL: url, CONTACT_KEYS: contact, FINGERPRINT_KEYS: fingerprint, LINK_KEYS: link };
      const both = {
        ...old,
        CONTACT_KEYS: `${key("c2")},${contact}`,
        FINGERPRINT_KEYS: `${key("f2")},${fingerprint}`,
        LINK_KEYS: `${key("l2")},${link}`,
      };
      const running: AppProcess[] = [];
      const status = async (keys: typeof old) => {
        const command = new AppProcess(keys, folder, "keys-status");
        expect(await command.exited).toBe(0);
        return (await command.log()).trim().split("\n");
      };
      const serve = async (keys: typeof old) => {
        const port = String(await freePort());
        const app = new AppProcess({ ...keys, PORT: port }, folder);
        running.push(app);
        await app.ready();
        return { app, page: `http://127.0.0.1:${port}/booking/no-slots/?service_slug=primary` };
      };
      const held = (rows: number) =>
        `waitlist_requests ${rows}, lead_identities ${rows}, chats 0, chat_names 0, callers 0`;
      try {
        const first = await serve(old);
        for (const person of [somebody(), somebody(), somebody()])
          expect((await send(first.page, application(person))).status).toBe(303);
        const made = (await allRequests(connection))
          .map(({ createdAt }) => createdAt.toISOString().slice(0, 10))
          .sort();
        expect(await status(old)).toEqual([
          `contact c1 (writes): ${held(3)}, operators 0`,
          `fingerprint f1 (writes): ${held(3)}`,
          `link l1 (writes): waitlist_requests 3 (made ${made[0]} to ${made.at(-1)}), offers 0, callers 0`,
          "rows that do not decrypt: 0",
        ]);
        await first.app.kill("SIGTERM");
        const [one, other] = await allRequests(connection);
        const id = one?.id ?? "";
        const encryptedContactValue = other?.encryptedContactValue ?? "";
        await changeRequest(connection, id, { encryptedContactValue, createdAt: new Date("2026-08-01T12:00:00Z") });

        const second = await serve(both);
        const left = "waitlist_requests 1, lead_identities 0, chats 0, chat_names 0, callers 0";
        const moved = "waitlist_requests 2, lead_identities 3, chats 0, chat_names 0, callers 0";
        await expect
          .poll(() => status(both), { timeout: 60_000 })
          .toEqual([
            `contact c2 (writes): ${moved}, operators 0`,
            `contact c1 (reads): ${left}, operators 0`,
            `fingerprint f2 (writes): ${moved}`,
            `fingerprint f1 (reads): ${left}`,
            "link l2 (writes): waitlist_requests 0, offers 0, callers 0",
            `link l1 (reads): waitlist_requests 3 (made 2026-08-01 to ${made.at(-1)}), offers 0, callers 0`,
            "rows that do not decrypt: 1",
            `waitlist_requests/${id}`,
          ]);
        expect((await requestById(connection, id)).encryptedContactValue).toBe(encryptedContactValue);
        await expect.poll(() => second.app.log()).toContain(`waitlist_requests/${id}`);
      } finally {
        await Promise.all(running.map((app) => app.kill("SIGKILL")));
        await connection.close();
        await rm(folder, { recursive: true, force: true });
      }
    });
  });
}
