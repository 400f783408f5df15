import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEMO_DETAILS } from "#app/copy/legal/practice.ts";
import type { ConsentDocuments, ConsentType } from "#app/domain/consent.ts";
import { markOfDetails } from "#app/domain/practice/documents.ts";
import { compressed, keepBackup, readBackup } from "#app/infrastructure/backup/backup-file.ts";
import { ERASURES, fileErasureList } from "#app/infrastructure/backup/erasure-list.ts";
import { BackupError } from "#app/infrastructure/backup/lines.ts";
import { NightlyBackup } from "#app/infrastructure/backup/nightly-backup.ts";
import { readTable, tablesOf } from "#app/infrastructure/backup/tables.ts";
import { writeBackup } from "#app/infrastructure/backup/write-backup.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { overPglite } from "#app/infrastructure/database/embedded-database.ts";
import { checkKeyCanaries, WrongKeyError } from "#app/infrastructure/keys/key-canaries.ts";
import { publishedConsents } from "#app/infrastructure/practice/documents.ts";
import { consents } from "#app/infrastructure/tables/waitlist.ts";
import { DATABASES, freshPostgres, postgresServer, type TestDatabase } from "#app/testing/databases.ts";
import { addOperator } from "#app/testing/desk.ts";
import { addService, addSlot, testKeys } from "#app/testing/practice.ts";
import { email, type TestWaitlist, waitlistOver } from "#app/testing/waitlist.ts";
import { restorePractice } from "./backup.server.ts";
import { documentTemplates } from "./documents.server.ts";
import { practiceOf } from "./practice.server.ts";

const visit = { pagePath: "/waitlist/:token/", referrerHost: null, utm: {} };
const NOW = new Date("2026-11-23T12:00:00Z");
const quiet = () => undefined;

/** Publishes the practice's documents; returns the consents among them. */
async function publishedIn(list: TestWaitlist): Promise<ConsentDocuments> {
  const { id: operatorId } = await addOperator(list.connection);
  const practiceMemory = { refresh: async () => undefined };
  const { publishDocuments } = practiceOf({ ...list, templates: documentTemplates(["telegram"]), practiceMemory });
  const details = { ...DEMO_DETAILS, operator: "ИП Волкова Анна Сергеевна" };
  const outcome = await publishDocuments.execute({ operatorId, details, seen: markOfDetails(DEMO_DETAILS) });
  expect(outcome).toEqual({ status: "published" });
  const published = await publishedConsents(list.db);
  const of = (type: ConsentType) => published.find((each) => each.type === type && each.version.endsWith("-t"));
  const [personal_data, communications] = [of("personal_data"), of("communications")];
  if (!personal_data || !communications) throw new Error("not published");
  return { personal_data, communications };
}

async function emptyEmbedded(): Promise<TestDatabase> {
  const connection = await overPglite(await PGlite.create());
  return { connection, drop: () => connection.close() };
}
const server = postgresServer;
const EMPTY = [
  { name: "PGlite", open: emptyEmbedded },
  ...(server ? [{ name: "PostgreSQL", open: () => freshPostgres(server) }] : []),
];

async function sumsOf({ db }: Connection) {
  return db.transaction(async (tx) => {
    const sums: Record<string, unknown> = {};
    for (const table of await tablesOf(tx)) sums[table.name] = await readTable(tx, table);
    return sums;
  });
}

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "backup-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(DATABASES)("a backup of a practice on $name", ({ name, open }) => {
  let list: TestWaitlist;
  let file = "";
  let kept: { id: string; token: string };
  let leaving: { id: string; token: string };
  beforeAll(async () => {
    list = await waitlistOver(await open());
    await checkKeyCanaries(list.db, list.cipher, list.links);
    const service = await addService(list.connection, { title: 'Название с "кавычками", \\ и\nстрокой' });
    await addSlot(list.connection, service.id, new Date("2026-12-01T09:00:00Z"));
    kept = await list.join(service.slug, email("kept@example.org"), { consents: await publishedIn(list) });
    leaving = await list.join(service.slug, email("leaving@example.org"));
    file = path.join(folder, name, "one.gz");
    const night = new NightlyBackup({
      folder: path.dirname(file),
      db: list.db,
      clock: () => NOW,
      logger: { info: quiet },
    });
    await night.runIfDue();
    await night.runIfDue();
    file = path.join(folder, name, "backup-2026-11-23.gz");
  });
  afterAll(() => list.close());

  const restoring = (connection: Connection, keys = list.keys, erasureFiles: string[] | null = null, from = file) =>
    restorePractice(
      { config: { keys, logLevel: "silent" }, connection, clock: () => NOW },
      { lines: readBackup(from), erasureFiles, progress: quiet },
    );

  it("is one file of its owner, with no contact in plain text and no key", async () => {
    expect(await readdir(path.dirname(file))).toEqual(["backup-2026-11-23.gz"]);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = gunzipSync(await readFile(file)).toString("utf8");
    expect(text).toContain("кавычками");
    for (const secret of ["kept@example.org", Buffer.from(list.keys.contact[0].secret).toString("base64"), kept.token])
      expect(text).not.toContain(secret);
  });

  it.each(EMPTY)("is the same rows and waiting jobs after a restore into $name", async ({ open: openEmpty }) => {
    const { connection, drop } = await openEmpty();
    const done = await restoring(connection);
    expect(done).toMatchObject({ erased: 0, madeAt: NOW.toISOString() });
    expect(done.jobs).toBeGreaterThan(0);
    expect(await sumsOf(connection)).toEqual(await sumsOf(list.connection));
    await connection.migrate();
    await expect(restoring(connection)).rejects.toThrow("not empty");
    await drop();
  });

  it.each(EMPTY)("keeps the published texts that consents name, restored into $name", async ({ open: openEmpty }) => {
    const { connection, drop } = await openEmpty();
    await restoring(connection);
    const known = await publishedConsents(connection.db);
    expect(known).toEqual(await publishedConsents(list.db));
    const given = await connection.db.select().from(consents).where(eq(consents.waitlistRequestId, kept.id));
    expect(given).toHaveLength(2);
    for (const { type, documentVersion: version, documentSha256: sha256 } of given)
      expect(known).toContainEqual({ type, version, sha256 });
    for (const change of ["delete from document_versions", "truncate document_versions"])
      await expect(connection.run(change)).rejects.toThrow("append-only");
    await drop();
  });

  it("brings nobody back who was erased since", async () => {
    const beside = path.join(folder, name, ERASURES);
    await list.eraseRequest.execute({ token: leaving.token, visit });
    const erasureList = fileErasureList(path.dirname(beside));
    erasureList.add({ waitlistRequestId: leaving.id, reason: "requested", erasedAt: NOW });
    await writeFile(beside, '\n{"requestId":"cut o', { flag: "a" });
    erasureList.add({ waitlistRequestId: leaving.id, reason: "requested", erasedAt: NOW });
    const { connection, drop } = await emptyEmbedded();
    expect(await restoring(connection, list.keys, [beside])).toMatchObject({ erased: 1 });
    const { rows } = await connection.run(
      "select id, status, encrypted_contact_value is null as gone from waitlist_requests order by id",
    );
    expect(rows).toEqual([
      { id: kept.id, status: "new", gone: false },
      { id: leaving.id, status: "closed", gone: true },
    ]);
    await drop();
  });

  it("that finds no list of erasures says so", async () => {
    const { connection, drop } = await emptyEmbedded();
    expect(await restoring(connection, list.keys, [path.join(folder, "none")])).toMatchObject({ erased: null });
    await drop();
  });

  it("writes nothing with another key, or of a newer version", async () => {
    const { connection, drop } = await emptyEmbedded();
    await expect(restoring(connection, testKeys())).rejects.toThrow(WrongKeyError);
    const newer = path.join(folder, name, "newer.gz");
    const later = gunzipSync(await readFile(file))
      .toString("utf8")
      .replace(/"migrations":\[(.*?)\]/, '"migrations":[$1,{"hash":"later","createdAt":1}]');
    await writeFile(newer, gzipSync(later));
    await expect(restoring(connection, list.keys, null, newer)).rejects.toThrow("newer version of the app");
    expect(
      (
        await connection.run(
          "select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
        )
      ).rows,
    ).toEqual([]);
    await drop();
  });

  it.each(EMPTY)(
    "interrupted in $name keeps the app from starting until it is repeated",
    async ({ open: openEmpty }) => {
      const { connection, drop } = await openEmpty();
      const cut = path.join(folder, name, "cut.gz");
      const whole = await readFile(file);
      await writeFile(cut, whole.subarray(0, whole.length - 60));
      await expect(restoring(connection, list.keys, null, cut)).rejects.toThrow(BackupError);
      await expect(connection.migrate()).rejects.toThrow("did not finish");
      await restoring(connection);
      await connection.migrate();
      expect((await connection.run("select count(*)::int as count from waitlist_requests")).rows).toEqual([
        { count: 2 },
      ]);
      await drop();
    },
  );

  it("with a changed row is refused", async () => {
    const { connection, drop } = await emptyEmbedded();
    const changed = path.join(folder, name, "changed.gz");
    const text = gunzipSync(await readFile(file))
      .toString("utf8")
      .replace("Название", "Названия");
    await writeFile(changed, gzipSync(text));
    await expect(restoring(connection, list.keys, null, changed)).rejects.toThrow("the rows of services");
    await drop();
  });
});

describe("a backup's file", () => {
  const work = (fault?: Error) =>
    compressed(async (write) => {
      await write({ jobs: [] });
      if (fault) throw fault;
      await write({ end: { tables: 0, rows: 0 } });
    });

  it("overwrites nothing", async () => {
    const file = path.join(folder, "there");
    await writeFile(file, "mine");
    await expect(keepBackup(work().stream, file)).rejects.toThrow("exists already");
    expect(await readFile(file, "utf8")).toBe("mine");
  });

  it("does not exist when its writing failed", async () => {
    const { stream, done } = work(new Error("database away"));
    done.catch(quiet);
    await expect(keepBackup(stream, path.join(folder, "failed"))).rejects.toThrow("Nothing is left of it");
    const nowhere = keepBackup(work().stream, path.join(folder, "no", "folder"));
    await expect(nowhere).rejects.toThrow("its folder does not exist");
    expect((await readdir(folder)).filter((name) => name.startsWith("failed"))).toEqual([]);
  });

  it("is kept for two weeks", async () => {
    const nights = path.join(folder, "nights");
    const { connection, drop } = await (DATABASES[0]?.open() ?? emptyEmbedded());
    for (const day of ["2026-11-01", "2026-11-16", "2026-11-29"]) {
      const clock = () => new Date(`${day}T00:17:00Z`);
      await new NightlyBackup({ folder: nights, db: connection.db, clock, logger: { info: quiet } }).runIfDue();
    }
    expect(await readdir(nights)).toEqual(["backup-2026-11-16.gz", "backup-2026-11-29.gz"]);
    await writeBackup(connection.db, { now: NOW, write: async () => {} });
    await drop();
  });
});
