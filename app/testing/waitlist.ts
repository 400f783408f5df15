import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { eq } from "drizzle-orm";
import { v7 } from "uuid";
import type { BotError, ConciergeBot } from "#app/application/ports/chat.ts";
import type { EmailSender, MailError } from "#app/application/ports/mail.ts";
import type { OfferMessages, SentOffer } from "#app/application/ports/offers.ts";
import type { CreateWaitlistRequestCommand } from "#app/application/waitlist/create-waitlist-request.ts";
import type { ChatMessage } from "#app/domain/chat/chat-message.ts";
import type { Contact } from "#app/domain/contact/contact.ts";
import { fileErasureList } from "#app/infrastructure/backup/erasure-list.ts";
import { Jobs } from "#app/infrastructure/jobs/jobs.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { createLogger } from "#app/infrastructure/logger.ts";
import { mailRenderer } from "#app/infrastructure/mail/mail-renderer.ts";
import { OutboxSender } from "#app/infrastructure/mail/outbox-sender.ts";
import { transactionalDatabase } from "#app/infrastructure/repositories.ts";
import { leadTimelineEvents, waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";
import { chatOf, conciergeOf } from "#app/wiring/chat.server.ts";
import { mailOf } from "#app/wiring/mail.server.ts";
import { asksOf, callersOf, offerJobsOf, offerNewsOf, offersOf } from "#app/wiring/offers.server.ts";
import { privacyJobsOf, privacyOf } from "#app/wiring/privacy.server.ts";
import { waitlistJobsOf, waitlistOf } from "#app/wiring/waitlist.server.ts";
import type { TestDatabase } from "./databases.ts";
import { NO_CEILINGS, submission, testKeys } from "./practice.ts";

const documents = {
  personal_data: { type: "personal_data", version: "2026-11-23", sha256: "a".repeat(64) },
  communications: { type: "communications", version: "2026-11-23", sha256: "b".repeat(64) },
} as const;
const ORIGIN = "https://practice.example";
export const OPERATOR = "operator@example.org";
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** The waitlist over a real database, with its mails in files and a clock that tests move. Jobs wait until a test runs them. */
export async function waitlistOver(test: TestDatabase, ceilings = NO_CEILINGS) {
  await test.connection.migrate();
  const keys = testKeys();
  const cipher = new ContactCipher(keys);
  const links = privateLinks(keys.link);
  const jobs = new Jobs(test.connection.jobs, createLogger("silent"));
  await jobs.start();
  const dir = await mkdtemp(path.join(tmpdir(), "waitlist-"));
  const outbox = new OutboxSender(dir);
  const sender = failing(outbox);
  let now = new Date("2026-11-23T09:00:00Z");
  const clock = () => now;
  // The clock stands still between steps: later ids are larger all the same.
  let numbered = 0;
  const ids = { uuid: () => v7({ msecs: clock().getTime(), seq: numbered++ }), deepLink: () => "AAAAAAAA" };
  const database = transactionalDatabase(test.connection.db, {
    cipher,
    links,
    enqueue: (db, list) => jobs.enqueue(db, list),
    ready: () => true,
  });

  const shared = { database, links, documents, sender, ceilings, ids, clock };
  const privacy = privacyOf(shared);
  const waitlist = waitlistOf({ ...shared, ...privacy });
  const mail = mailOf(shared);
  const bot = recordingBot();
  const messages = recordingMessages();
  const timetable = { invalidate: () => undefined };
  const asks = asksOf({ ...shared, ...waitlist, timetable });
  const news = offerNewsOf({ ...shared, ...mail, renderer: mailRenderer, origin: ORIGIN });
  const requestsWith = (contact: Contact) =>
    test.connection.db
      .select()
      .from(waitlistRequests)
      .where(eq(waitlistRequests.contactFingerprint, cipher.fingerprint(contact).value))
      .orderBy(waitlistRequests.createdAt, waitlistRequests.id);

  return {
    keys,
    /** Its mails, and its list of erasures. */
    dir,
    cipher,
    links,
    connection: test.connection,
    db: test.connection.db,
    database,
    sender,
    clock,
    ids,
    ...privacy,
    ...privacyJobsOf({ ...shared, archive: outbox, erasureList: fileErasureList(dir) }),
    ...waitlist,
    ...waitlistJobsOf({ ...shared, ...mail, renderer: mailRenderer, operatorEmail: OPERATOR, origin: ORIGIN }),
    ...mail,
    ...chatOf(shared),
    ...offersOf({ ...shared, timetable }),
    ...asks,
    ...callersOf({ ...shared, ...waitlist, timetable }),
    ...offerJobsOf({ ...shared, timetable, messages }),
    messages,
    tellAboutHour: news.tellAboutHour,
    sendConsentLink: news.sendConsentLink,
    ...conciergeOf({ ...shared, ...privacy, ...waitlist, ...asks, bot }),
    bot,
    /** Moves the clock forward. */
    laterByMinutes(minutes: number) {
      now = new Date(now.getTime() + minutes * MINUTE);
    },
    later(days: number) {
      now = new Date(now.getTime() + days * DAY);
    },
    requestsWith,
    /** Adds a person to the list; returns the request's id and the token of its private link. */
    async join(serviceSlug: string, contact: Contact, overrides: Partial<CreateWaitlistRequestCommand> = {}) {
      const outcome = await waitlist.createWaitlistRequest.execute({
        ...submission(serviceSlug, "a@example.org"),
        contact,
        ...overrides,
      });
      const request = (await requestsWith(contact)).at(-1);
      if (outcome.status !== "accepted" || !request) throw new Error(`not on the list: ${outcome.status}`);
      return { id: request.id, token: await this.tokenOf(request.id) };
    },
    /** The token of a request's private link, as it is now. */
    async tokenOf(id: string) {
      const { linkVersion, linkKid } = await this.row(id);
      return links.token(id, linkVersion, linkKid ?? links.writingKid);
    },
    async row(id: string) {
      const [row] = await test.connection.db.select().from(waitlistRequests).where(eq(waitlistRequests.id, id));
      if (!row) throw new Error("the row itself is never deleted");
      return row;
    },
    async timeline(requestId: string) {
      const rows = await test.connection.db
        .select()
        .from(leadTimelineEvents)
        .where(eq(leadTimelineEvents.waitlistRequestId, requestId))
        .orderBy(leadTimelineEvents.occurredAt, leadTimelineEvents.id);
      return rows.map(({ eventName, properties }) => ({ eventName, properties }));
    },
    /** Payloads of the jobs of a name, oldest first. */
    async queued(name: string): Promise<Record<string, unknown>[]> {
      const { rows } = await test.connection.run(
        "select data from pgboss.job where name = $1 order by created_on, id",
        [name],
      );
      return rows.map((row) => Object(row).data);
    },
    async mails(): Promise<Record<string, string>[]> {
      const names = (await readdir(dir)).filter((name) => name.endsWith(".json"));
      const texts = await Promise.all(names.map((name) => readFile(path.join(dir, name), "utf8")));
      return texts.map((text) => JSON.parse(text));
    },
    /** Every row of every table, the queue's own included, as text. */
    async dump(): Promise<string> {
      const { rows } = await test.connection.run(
        "select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'",
      );
      const texts = await Promise.all(
        rows.map(async (row) => {
          const { rows: all } = await test.connection.run(
            `select coalesce(string_agg(t::text, ' '), '') as text from ${Object(row).name} t`,
          );
          return JSON.stringify(all);
        }),
      );
      return texts.join("\n");
    },
    async close() {
      await jobs.stop();
      await test.drop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Sends like the real sender unless told to fail. */
function failing(sender: EmailSender) {
  const failures: MailError[] = [];
  return {
    failures,
    async send(mail) {
      const failure = failures.shift();
      if (failure) throw failure;
      await sender.send(mail);
    },
  } satisfies EmailSender & Record<string, unknown>;
}

/** Takes every offer's message, unless told not to. */
function recordingMessages(): OfferMessages & { sent: SentOffer[]; takes: boolean } {
  return {
    sent: [],
    takes: true,
    async send(offer) {
      if (this.takes) this.sent.push(offer);
      return this.takes;
    },
  };
}

/** Accepts messages as Telegram would, unless told to fail. */
function recordingBot() {
  const sent: { to: string; id: string; message: ChatMessage; linkTokens: ReadonlyMap<string, string> }[] = [];
  const failures: BotError[] = [];
  return {
    sent,
    failures,
    async send({ contact: { value: to }, message, id, linkTokens }) {
      const failure = failures.shift();
      if (failure) throw failure;
      sent.push({ to, id, message, linkTokens });
    },
    acknowledge: async () => undefined,
  } satisfies ConciergeBot & Record<string, unknown>;
}

export type TestWaitlist = Awaited<ReturnType<typeof waitlistOver>>;
export const email = (value: string): Contact => ({ method: "email", value });
export const attempt = (last = false) => ({ jobId: v7(), last });
