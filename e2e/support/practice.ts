import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test as base, expect } from "@playwright/test";
import type { Config } from "#app/infrastructure/config.ts";
import { addService, addSlot, testConfig } from "#app/testing/practice.ts";
import { quickHashing } from "#app/testing/quick-hashing.ts";
import type { RunningServer, ServerParts } from "../../bin/server.ts";
import { plainSpaces } from "./http.ts";
import { eventsOf } from "./records/events.ts";
import { hurryJobs } from "./records/jobs.ts";
import { clearLimits } from "./records/limits.ts";
import { freePort } from "./servers/free-port.ts";
import { databaseFor, NO_DATABASE } from "./servers/practice-database.ts";

type Built = typeof import("../../bin/server.ts");
type SentMail = {
  id: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  files?: { filename: string; content: string }[];
};

/** All tests come from one address, faster than people do. */
const UNLIMITED = { burst: 1_000_000, perSecond: 1_000_000 };

function nothingThere(error: unknown): string[] {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
  throw error;
}

/** `before`: done before each look at the jobs. `timeout`: milliseconds. */
type DoneOptions = { before?: () => Promise<unknown>; timeout?: number };

/** The built app with a practice of its own, in this worker, so that a test can read its database. */
export class Practice {
  readonly origin: string;
  readonly config: Config;
  readonly #server: RunningServer;
  readonly #dataDir: string;
  readonly #dropDatabase: () => Promise<void>;
  readonly #hours = new Map<number, number>();

  private constructor(server: RunningServer, config: Config, dataDir: string, dropDatabase: () => Promise<void>) {
    this.#server = server;
    this.config = config;
    this.origin = config.publicOrigin;
    this.#dataDir = dataDir;
    this.#dropDatabase = dropDatabase;
  }

  static async start(
    overrides: Partial<Config> = {},
    parts: ServerParts = {},
    database = databaseFor,
  ): Promise<Practice> {
    const dataDir = await mkdtemp(path.join(tmpdir(), "no-slots-e2e-"));
    const port = await freePort();
    const own = overrides.database || parts.connection ? NO_DATABASE : await database(dataDir);
    const config = testConfig(dataDir, {
      port,
      publicOrigin: `http://127.0.0.1:${port}`,
      operatorEmail: "operator@example.org",
      ...own.config,
      ...overrides,
    });
    const built: string = path.resolve("build/server/server.js");
    const { startServer }: Built = await import(built);
    return new Practice(
      await startServer(config, { undrawn: UNLIMITED, hashing: quickHashing(), ...parts }),
      config,
      dataDir,
      own.drop,
    );
  }

  /** The server's own address; a proxy may stand before `origin`. */
  get listensAt() {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  get app() {
    return this.#server.app;
  }

  get connection() {
    return this.#server.app.connection;
  }

  get db() {
    return this.connection.db;
  }

  /** An owner's invitation, as the command line makes it. */
  async invite(email: string) {
    const invited = await this.#server.app.inviteOperator.execute({ email, role: "owner", by: null });
    if (invited.status !== "invited") throw new Error(`not invited: ${invited.status}`);
    return invited;
  }

  async service(overrides: Parameters<typeof addService>[1] = {}) {
    const added = await addService(this.connection, overrides);
    // The notice of a server's database arrives a moment after the row.
    this.app.timetable.invalidate();
    return added;
  }

  /** A free hour some days from now, of which neither another test nor the demo has a part: one psychologist has one time. */
  async freeTime(serviceId: string, inDays = 3) {
    for (;;) {
      const hour = (this.#hours.get(inDays) ?? 0) + 1;
      this.#hours.set(inDays, hour);
      const startsAt = new Date(Date.now() + (inDays * 24 + hour) * 3600_000);
      const taken = await this.query(
        "select 1 from availability_slots where tstzrange(starts_at, ends_at) && tstzrange($1, $1::timestamptz + interval '1 hour')",
        [startsAt],
      );
      if (taken.length === 0) return this.slotAt(serviceId, startsAt);
    }
  }

  slotAt(serviceId: string, startsAt: Date) {
    return addSlot(this.connection, serviceId, startsAt);
  }

  async query(text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const { rows } = await this.connection.run(text, values);
    return rows.map((row) => Object(row));
  }

  /** Writes the buffered views, so that they can be counted. */
  async views(slug: string): Promise<number> {
    await this.#server.app.views.flush();
    return (await eventsOf(this, slug, "show_no_slots")).length;
  }

  async failedMails() {
    const { failedMails } = await this.#server.app.getHealth.execute();
    return failedMails;
  }

  /** With plain spaces for no-break ones. */
  async mails(): Promise<SentMail[]> {
    const folder = path.join(this.#dataDir, "outbox");
    const texts = await Promise.all(
      (await readdir(folder).catch(nothingThere))
        .filter((name) => name.endsWith(".json"))
        .map((name) =>
          // Destroyed since it was listed: a mail of a person who was erased meanwhile.
          readFile(path.join(folder, name), "utf8").then((text) => [text], nothingThere),
        ),
    );
    return texts.flat().map((text) => JSON.parse(plainSpaces(text)));
  }

  /** Waits until no job is due; a mail put off until tomorrow keeps waiting, as does a notice to the operator. */
  async jobsDone({ before = async () => undefined, timeout = 60_000 }: DoneOptions = {}) {
    const due = () =>
      this.query(
        "select name, state, retry_count, start_after, started_on from pgboss.job where state in ('created', 'retry', 'active') and start_after < now() + interval '1 hour' and (name <> 'tell-operator' or state <> 'created' or start_after < now()) and name not like '\\_\\_%'",
      );
    await expect.poll(() => before().then(due), { timeout }).toEqual([]);
  }

  /** Makes waiting jobs due, so that no test waits for a pause. */
  hurry() {
    return hurryJobs(this);
  }

  /** Waits until every notice to the operator was sent, without the pause between them. */
  async operatorTold() {
    const left = async () => {
      await this.query("update mails set counted_at = counted_at - interval '1 hour' where counted_at > $1", [
        new Date(Date.now() - 3600_000),
      ]);
      await this.hurry();
      return this.query("select 1 from pgboss.job where name = 'tell-operator' and state < 'completed'");
    };
    await expect.poll(left, { timeout: 60_000 }).toEqual([]);
  }

  /** Ends the ten minutes that the next notice to the operator would wait for. */
  async endNoticePause() {
    await this.query(
      "update mails set counted_at = counted_at - interval '11 minutes' where kind in ('operator_notice', 'leave_notice')",
    );
    await this.hurry();
  }

  /** Waits for notices to the operator. */
  async noticesToOperator(): Promise<SentMail[]> {
    let notices: SentMail[] = [];
    await expect
      .poll(async () => {
        await this.endNoticePause();
        notices = (await this.mails()).filter(({ to }) => to === this.config.operatorEmail);
        return notices.length;
      })
      .toBeGreaterThan(0);
    return notices;
  }

  /** Waits for the mail to an address. */
  async mailTo(address: string, about?: string): Promise<SentMail> {
    let found: SentMail | undefined;
    await expect
      .poll(
        async () => {
          found = (await this.mails()).find(({ to, subject }) => to === address && (!about || subject === about));
          return found !== undefined;
        },
        { timeout: 60_000 },
      )
      .toBe(true);
    if (!found) throw new Error("unreachable: the poll found it");
    return found;
  }

  async stop() {
    await this.#server.close();
    await this.#dropDatabase();
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}

let people = 0;
/** An address that nobody else in this run has. */
export const somebody = () => `anna.${process.pid}.${people++}@example.org`;

export const test = base.extend<{ freshLimits: undefined }, { practice: Practice }>({
  practice: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const practice = await Practice.start();
      await use(practice);
      await practice.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  /** All tests come from one address: resets its hourly count. */
  freshLimits: [
    async ({ practice }, use) => {
      await clearLimits(practice);
      await practice.query("delete from sign_in_failures");
      await use(undefined);
    },
    { auto: true },
  ],
});
export { expect };
