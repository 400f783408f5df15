import { randomBytes } from "node:crypto";
import { chmod, lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { TOTP } from "otpauth";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { signInOver } from "../support/desk/desk.ts";
import { application, form, send } from "../support/http.ts";
import { expect, somebody, test } from "../support/practice.ts";
import { eventsNamed } from "../support/records/events.ts";
import { allRequests } from "../support/records/requests.ts";
import { allServices } from "../support/records/timetable.ts";
import { freePort } from "../support/servers/free-port.ts";
import { databaseOf, SERVER } from "../support/servers/postgres.ts";
import { migratedEmbedded } from "../support/servers/prepared-databases.ts";
import { AppProcess } from "../support/servers/process.ts";

const secret = () => randomBytes(32).toString("base64");

let dataDir = "";
let port = 0;
test.beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "no-slots-process-"));
  port = await freePort();
});
test.afterEach(() => rm(dataDir, { recursive: true, force: true }));

const apply = (address: string) =>
  send(`http://127.0.0.1:${port}/booking/no-slots/?service_slug=primary`, application(address));

for (const kind of ["the embedded database", ...(SERVER ? ["PostgreSQL"] : [])]) {
  test(`as a process on ${kind}: starts, takes a request, stops on a signal, restarts`, async () => {
    const fresh = kind === "PostgreSQL" && SERVER ? await databaseOf(SERVER) : null;
    const env = { PORT: String(port), ...(fresh ? { DATABASE_URL: fresh.url } : {}) };
    const address = somebody();
    try {
      const first = new AppProcess(env, dataDir);
      await first.ready();
      expect((await apply(address)).status).toBe(303);
      expect((await apply("not an address")).status).toBe(400);
      const look = () => send(`http://127.0.0.1:${port}/booking/no-slots/?service_slug=primary`);
      expect((await look()).status).toBe(200);
      expect(await first.kill("SIGTERM")).toBe(0);

      const second = new AppProcess(env, dataDir);
      await second.ready();
      const page = await look();
      expect(page.body).toContain("ближайшие дни нет свободных окон");
      if (fresh) {
        const reader = await openConnection({ kind: "postgres", url: fresh.url });
        expect([await allRequests(reader), await allServices(reader)].map(({ length }) => length)).toEqual([1, 3]);
        const views = async () => (await eventsNamed(reader, "show_no_slots")).length;
        // The first process wrote its view at its end; this one writes by itself, and then nothing can take it back.
        await expect.poll(views).toBe(2);
        await second.kill("SIGKILL");
        expect(await views()).toBe(2);
        await reader.close();
      } else {
        expect(await second.kill("SIGTERM")).toBe(0);
      }

      const log = (await first.log()) + (await second.log());
      expect(log).toContain(`Open http://127.0.0.1:${port}/booking/`);
      expect(log).not.toContain(address);
      expect(log).not.toContain("not an address");
    } finally {
      await fresh?.drop();
    }
  });
}

test("a demo's desk opens with the printed sign-in; a restart adds nobody", async () => {
  const origin = `http://127.0.0.1:${port}`;
  const env = { PORT: String(port), DEMO_PAST: "1" };
  const first = new AppProcess(env, dataDir);
  await first.ready();
  await expect.poll(() => first.log()).toContain("Desk: ");
  const [, email = "", password = "", code = ""] =
    /Desk:\s\S+\swith\s(\S+),\spassword\s(\S+),\scode\s(\d{6})/.exec(await first.log()) ?? [];
  const cookie = await signInOver(origin, { email, password, code });
  const listed = async () => {
    const { status, body } = await send(`${origin}/desk/`, { headers: { Cookie: cookie } });
    expect(status).toBe(200);
    return [...new Set([...body.matchAll(/\/desk\/requests\/([0-9a-f-]{36})\//g)].map(([, id]) => id))].sort();
  };
  const morning = await listed();
  expect(morning.length).toBeGreaterThan(10);
  expect((await send(`${origin}/desk/?overdue=on`, { headers: { Cookie: cookie } })).body).toContain("просрочено");
  expect(await first.kill("SIGTERM")).toBe(0);

  const second = new AppProcess(env, dataDir);
  await second.ready();
  expect(await listed()).toEqual(morning);
  await second.kill("SIGTERM");
  expect(await readdir(path.join(dataDir, "data", "outbox")).catch(() => [])).toEqual([]);
});

test("desk:invite prints a link for the first owner; later it lists who is there", async () => {
  const origin = `http://127.0.0.1:${port}`;
  const invite = async (email: string) => {
    const command = new AppProcess({ PORT: String(port) }, dataDir, "desk-invite", [email]);
    expect(await command.exited).toBe(0);
    const log = await command.log();
    const [link = ""] = /http\S+\/desk\/invite\/\S+/.exec(log) ?? [];
    return { log, link };
  };
  const first = await invite("\u202aOwner@Пример.рф\u202c");
  expect(first.log).toContain("The first owner of this desk.");

  const app = new AppProcess({ PORT: String(port) }, dataDir);
  await app.ready();
  const page = await send(first.link);
  expect([page.status, page.body.includes("Для owner@xn--e1afmkfd.xn--p1ai")]).toEqual([200, true]);
  const [, secret = ""] = /<code>([A-Z2-7 ]+)<\/code>/.exec(page.body) ?? [];
  const [, offer = ""] = /name="offer" value="([^"]+)"/.exec(page.body) ?? [];
  const code = new TOTP({ secret: secret.replaceAll(" ", "") }).generate();
  const accepted = await send(first.link, form({ password: "correct horse battery", code, offer }));
  expect([accepted.status, accepted.headers.location]).toEqual([302, "/desk/"]);
  const cookie = accepted.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
  const settings = await send(`${origin}/desk/settings/`, { headers: { Cookie: cookie } });
  expect([settings.status, settings.body.includes("Создать приглашение")]).toEqual([200, true]);
  await app.kill("SIGTERM");

  expect((await invite("other@practice.example")).log).toContain("has an owner already. This invites one more");
  expect((await invite("owner@пример.рф")).log).toContain("Already known, as owner. This link makes them owner");
  const wrong = new AppProcess({ PORT: String(port) }, dataDir, "desk-invite", ["nobody"]);
  expect(await wrong.exited).toBe(1);
  expect(await wrong.log()).toContain("Whom to invite?");
});

test("a second process on the same embedded database is refused in clear words", async () => {
  await migratedEmbedded(path.join(dataDir, "data"));
  const first = new AppProcess({ PORT: String(port) }, dataDir);
  await first.ready();
  const second = new AppProcess({ PORT: String(await freePort()) }, dataDir);
  expect(await second.exited).toBe(1);
  expect(await second.log()).toContain("The embedded database serves one process at a time");
  expect(await first.kill("SIGTERM")).toBe(0);
});

test("only the folder's owner can read a demo's database, keys and mails", async () => {
  const data = path.join(dataDir, "data");
  await migratedEmbedded(data);
  const within = async () => ["", ...(await readdir(data, { recursive: true }))].map((name) => path.join(data, name));
  for (const at of await within()) await chmod(at, 0o777);
  const app = new AppProcess({ PORT: String(port), OPERATOR_EMAIL: "operator@example.org" }, dataDir);
  await app.ready();
  expect((await apply(somebody())).status).toBe(303);
  await expect.poll(() => readdir(path.join(data, "outbox")).catch(() => [])).toContain(".partial");
  const open = async () => {
    const modes = await Promise.all((await within()).map(async (at) => [at, (await lstat(at)).mode & 0o077] as const));
    return modes.filter(([, mode]) => mode !== 0);
  };
  expect((await within()).length).toBeGreaterThan(100);
  expect(await open()).toEqual([]);
  expect(await app.kill("SIGTERM")).toBe(0);
  expect(await open()).toEqual([]);
});

test("a demo reachable by others does not start, and says how to allow it", async () => {
  const app = new AppProcess({ PORT: String(port), HOST: "0.0.0.0" }, dataDir);
  expect(await app.exited).toBe(1);
  expect(await app.log()).toContain("DEMO_PUBLIC=1");
  expect(await readdir(path.join(dataDir, "data")).catch(() => null)).toBeNull();
});

test("another key than the one that wrote the database stops the start", async () => {
  await migratedEmbedded(path.join(dataDir, "data"));
  const first = new AppProcess({ PORT: String(port) }, dataDir);
  await first.ready();
  await first.kill("SIGTERM");
  const second = new AppProcess({ PORT: String(port), CONTACT_KEYS: `demo:${secret()}` }, dataDir);
  expect(await second.exited).toBe(1);
  expect(await second.log()).toContain("contact/demo is not the one that wrote this database");
});

test("a real practice without its keys does not start, and names the missing variables", async () => {
  const app = new AppProcess({ PORT: String(port), PUBLIC_ORIGIN: "https://practice.example" }, dataDir);
  expect(await app.exited).toBe(1);
  expect(await app.log()).toContain("CONTACT_KEYS, FINGERPRINT_KEYS, LINK_KEYS");
});
