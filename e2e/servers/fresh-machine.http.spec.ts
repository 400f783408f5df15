import { readFileSync, statSync } from "node:fs";
import https from "node:https";
import { text } from "node:stream/consumers";
import { readTable, tablesOf } from "#app/infrastructure/backup/tables.ts";
import type { DatabaseConfig } from "#app/infrastructure/config.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { codeOf, PASSWORD } from "../support/desk/door.ts";
import { application, form, plainSpaces } from "../support/http.ts";
import { linkIn } from "../support/mail/outbox.ts";
import { type SmtpStub, smtpStub } from "../support/mail/smtp-stub.ts";
import { expect, somebody, test } from "../support/practice.ts";
import { Machine } from "../support/servers/machine.ts";
import { withDatabase } from "../support/servers/postgres.ts";

const OWNER = "owner@practice.example";
const SERVICE = { duration_minutes: "50", format: "online", waitlist_open: "yes", slug: "first" };

type Sending = { method?: string; headers?: Record<string, string>; body?: string | Buffer };

/** As a browser that trusts the machine's authority. */
function browse({ origin, authority }: Machine, address: string, { method = "GET", headers = {}, body }: Sending = {}) {
  return new Promise<{ status: number; cookie: string; body: string }>((resolve, reject) => {
    const options = { method, headers: { Origin: origin, ...headers }, ca: readFileSync(authority), agent: false };
    const request = https.request(new URL(address, origin), options, (response) => {
      const [cookie = ""] = response.headers["set-cookie"]?.[0]?.split(";") ?? [];
      const answer = (words: string) => resolve({ status: response.statusCode ?? 0, cookie, body: plainSpaces(words) });
      text(response).then(answer, reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function withMachine(work: (machine: Machine, mail: SmtpStub) => Promise<void>) {
  const mail = await smtpStub();
  const machine = await Machine.make();
  try {
    await work(machine, mail);
  } finally {
    await machine.leave();
    await mail.stop();
  }
}

/** Answers as a friend of the psychologist gives them. Returns the first owner's invitation. */
async function setUp(machine: Machine, mail: SmtpStub, more: string[]): Promise<string> {
  const done = await machine.run("setup", [
    `PUBLIC_ORIGIN=${machine.origin}`,
    `PORT=${machine.port}`,
    `SMTP_URL=${mail.url}`,
    "MAIL_FROM=Practice <mail@practice.example>",
    `OPERATOR_EMAIL=${OWNER}`,
    `BACKUP_DIR=${machine.at("backups")}`,
    ...more,
  ]);
  expect([done.code, done.output]).toEqual([0, expect.stringContaining("The first owner of this desk.")]);
  expect(done.output).not.toMatch(/FAULT/);
  expect(statSync(machine.at(".env")).mode & 0o777).toBe(0o600);
  await mail.mailTo(OWNER);
  const [invitation = ""] = /https:\S+\/desk\/invite\/\S+/.exec(done.output) ?? [];
  const keys = [...readFileSync(machine.at(".env"), "utf8").matchAll(/_KEYS=\W?(\S{40,})/g)];
  expect(keys).toHaveLength(3);
  for (const [, key = ""] of keys) expect(done.output).not.toContain(key);
  return invitation;
}

/** The first owner accepts the invitation, makes a service, and a visitor joins its list. Returns the visitor's private link. */
async function furnish(machine: Machine, mail: SmtpStub, invitation: string): Promise<string> {
  const shown = await browse(machine, invitation);
  const offer = /name="offer" value="([^"]+)"/.exec(shown.body)?.[1] ?? "";
  const base32 = (/<code>([A-Z2-7 ]+)<\/code>/.exec(shown.body)?.[1] ?? "").replaceAll(" ", "");
  const accepted = await browse(machine, invitation, form({ password: PASSWORD, offer, code: codeOf(base32) }));
  const headers = { Cookie: accepted.cookie };
  expect((await browse(machine, "/desk/", { headers })).body).toContain("Кто ждёт");
  const service = form({ ...SERVICE, title: "Первая встреча" });
  const created = await browse(machine, "/desk/services/new/", {
    ...service,
    headers: { ...service.headers, ...headers },
  });
  expect(created.status).toBe(303);
  return joins(machine, mail);
}

async function joins(machine: Machine, mail: SmtpStub): Promise<string> {
  const person = somebody();
  const joined = await browse(machine, "/booking/no-slots/?service_slug=first", application(person));
  expect(joined.status).toBe(303);
  const { token } = linkIn((await mail.mailTo(person)).replaceAll("https", "http"));
  expect(token).not.toBe("");
  return `/waitlist/${token}/`;
}

/** Count and hash of each table's rows. */
async function rowsOf(database: DatabaseConfig) {
  const connection = await openConnection(database, 3);
  try {
    return await connection.db.transaction(async (tx) => {
      const sums: Record<string, unknown> = {};
      for (const table of await tablesOf(tx)) sums[table.name] = await readTable(tx, table);
      return sums;
    });
  } finally {
    await connection.close();
  }
}
const onServer = (url: string) => rowsOf({ kind: "postgres", url });

test("a practice that was set up, backed up, destroyed and restored has the same rows", () =>
  withMachine((machine, mail) =>
    withDatabase((first) =>
      withDatabase((second) =>
        withDatabase(async (third) => {
          const invitation = await setUp(machine, mail, [`DATABASE_URL=${first}`]);
          await machine.start();
          await machine.startProxy();
          const trusting = { NODE_EXTRA_CA_CERTS: machine.authority };
          const checked = await machine.run("doctor", [], trusting);
          expect([checked.code, checked.output]).toEqual([0, expect.stringContaining("forms arrive")]);
          const link = await furnish(machine, mail, invitation);

          const file = machine.at("by-hand.gz");
          const kept = await machine.run("backup", [file]);
          expect([kept.code, kept.output]).toEqual([0, expect.stringContaining("Written and read back")]);
          await machine.stop();
          const before = await onServer(first);

          const restored = await machine.run("restore", [file], { DATABASE_URL: second });
          expect([restored.code, restored.output]).toEqual([0, expect.stringContaining("counted and compared")]);
          expect(await onServer(second)).toEqual(before);
          await machine.start({ DATABASE_URL: second });
          expect((await browse(machine, link)).body).toContain("Вы в листе ожидания.");

          const erased = await browse(machine, link, form({ intent: "erase", confirmed: "yes" }));
          expect(erased.body).toContain("Данные удалены");
          const list = machine.at("backups/erasures.jsonl");
          await expect.poll(() => statSync(list, { throwIfNoEntry: false })?.size ?? 0).toBeGreaterThan(0);
          await machine.stop();

          const again = await machine.run("restore", [file], { DATABASE_URL: third });
          expect([again.code, again.output]).toEqual([0, expect.stringContaining("Erased again since then: 1")]);
          await machine.start({ DATABASE_URL: third });
          expect((await browse(machine, link)).status).toBe(404);
          await machine.stop();
        }),
      ),
    ),
  ));

test("a practice moves from the embedded database to PostgreSQL with the same rows", () =>
  withMachine((machine, mail) =>
    withDatabase(async (url) => {
      const invitation = await setUp(machine, mail, []);
      await machine.start();
      await machine.startProxy();
      const link = await furnish(machine, mail, invitation);
      await machine.stop();
      const { dataDir } = machine;
      const before = await rowsOf({ kind: "embedded", dataDir });
      const moved = await machine.run("move", [], { DATABASE_URL: url });
      expect([moved.code, moved.output]).toEqual([0, expect.stringContaining("counted and compared")]);
      expect(await onServer(url)).toEqual(before);
      expect(await rowsOf({ kind: "embedded", dataDir })).toEqual(before);
      await machine.start({ DATABASE_URL: url });
      expect((await browse(machine, link)).body).toContain("Вы в листе ожидания.");
      await machine.stop();
    }),
  ));
