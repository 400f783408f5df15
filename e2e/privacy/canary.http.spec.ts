import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { v7 } from "uuid";
import { demoSignIn, seedDemoOperator } from "#app/demo/demo-operator.ts";
import { seedDemoPractice } from "#app/demo/demo-practice.ts";
import { type Config, readConfig } from "#app/infrastructure/config.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { openConnection } from "#app/infrastructure/database/database.ts";
import { ContactCipher } from "#app/infrastructure/keys/contact-cipher.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { offerTokenOf } from "#app/infrastructure/offers/offers.ts";
import { offers } from "#app/infrastructure/tables/offers.ts";
import { Person, SECRET } from "../support/chat/chat.ts";
import { TelegramStub } from "../support/chat/telegram-stub.ts";
import { signInOver } from "../support/desk/desk.ts";
import { linkIn, mailsIn } from "../support/mail/outbox.ts";
import { closedHours, markedOffers } from "../support/offers/marked-offers.ts";
import { MarkedWalk } from "../support/pages/marked-walk.ts";
import { CALLER, CAMPAIGN, CHAT, CHAT_NAME, MAIL, MARKS, marksIn, NAME, OTHER, PHONE } from "../support/pages/marks.ts";
import { expect, test } from "../support/practice.ts";
import { allRequests } from "../support/records/requests.ts";
import { dumpOf } from "../support/records/whole-tables.ts";
import { freePort } from "../support/servers/free-port.ts";
import { databaseOf, SERVER } from "../support/servers/postgres.ts";
import { migratedEmbedded } from "../support/servers/prepared-databases.ts";
import { AppProcess } from "../support/servers/process.ts";

const OPERATOR = "operator@example.org";

test("the search finds a mark in every spelling and context, and none elsewhere", () => {
  const noise = "Заявка «принята», 200 OK; id=0199a1b2-7c3b";
  const spell: Record<string, (text: string) => string> = {
    plain: (text) => text,
    capitals: (text) => text.toUpperCase(),
    "URL-encoded": encodeURIComponent,
    "URL-encoded in small letters": (text) => encodeURIComponent(text).toLowerCase(),
    "URL-encoded to the last byte": (text) => Buffer.from(text).toString("hex").replace(/../g, "%$&"),
    base64: (text) => Buffer.from(text).toString("base64"),
    base64url: (text) => Buffer.from(text).toString("base64url"),
    hex: (text) => Buffer.from(text).toString("hex"),
    "hex in capitals": (text) => Buffer.from(text).toString("hex").toUpperCase(),
  };
  const missed: string[] = [];
  for (const [way, spelled] of Object.entries(spell)) {
    expect(marksIn(noise + spelled(noise), MARKS), way).toEqual([]);
    for (const mark of MARKS) {
      for (const before of ["", "a", "ab", "abc", noise]) {
        for (const after of ["", "z", "yz", "xyz", noise]) {
          const text = noise + spelled(before + mark + after) + noise;
          if (marksIn(text, [mark]).length === 0) missed.push(`${before}${mark}${after}, ${way}`);
        }
      }
    }
  }
  expect(missed).toEqual([]);
});

/** The first operator, whom a demo that begins empty does not have, and hours that are not free yet. */
async function openDesk({ database, keys }: Config) {
  const connection = await openConnection(database);
  await connection.migrate();
  const demo = { cipher: new ContactCipher(keys), linkKey: keys.link[0].secret, now: new Date() };
  await seedDemoOperator(connection.db, demo);
  await seedDemoPractice(connection.db, { ids: { uuid: () => v7(), deepLink: () => "" }, now: new Date() });
  const hours = await closedHours(connection);
  await connection.close();
  return hours;
}

/** Every request with its decrypted contact, and the tokens of its private link and of its offers. */
async function openedRequests(connection: Connection, { keys }: Config) {
  const cipher = new ContactCipher(keys);
  const links = privateLinks(keys.link);
  const requests = await allRequests(connection);
  const made = await connection.db.select().from(offers);
  return Promise.all(
    requests.map(async ({ id, linkVersion, linkKid, preferredContactMethod, encryptedContactValue }) => {
      const row = { table: "waitlist_requests", id } as const;
      const { value } = await cipher.decrypt(encryptedContactValue ?? "", preferredContactMethod, row);
      const token = links.token(id, linkVersion, linkKid ?? "");
      const offered = made.filter(({ waitlistRequestId }) => waitlistRequestId === id);
      return {
        id,
        contact: value,
        token,
        offered: offered.map((offer) => offerTokenOf(links, offer.id, offer.linkKid)),
      };
    }),
  );
}

for (const kind of ["the embedded database", ...(SERVER ? ["PostgreSQL"] : [])]) {
  test(`a contact and a private link are nowhere but where they belong, on ${kind}`, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "no-slots-canary-"));
    const fresh = kind === "PostgreSQL" && SERVER ? await databaseOf(SERVER) : null;
    if (!fresh) await migratedEmbedded(path.join(folder, "data"));
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const bot = await TelegramStub.start();
    const outbox = path.join(folder, "data", "outbox");
    const stored = { DATA_DIR: path.join(folder, "data"), ...(fresh ? { DATABASE_URL: fresh.url } : {}) };
    const env = {
      ...stored,
      PORT: String(port),
      OPERATOR_EMAIL: OPERATOR,
      TELEGRAM_BOT_USERNAME: "balance_bot",
      TELEGRAM_BOT_TOKEN: "1:token",
      TELEGRAM_WEBHOOK_SECRET: SECRET,
      TELEGRAM_API_ROOT: bot.url,
    };
    try {
      const config = readConfig(stored);
      const hours = await openDesk(config);
      const app = new AppProcess(env, folder);
      await app.ready();
      const walk = new MarkedWalk(origin);
      await walk.visitors();
      const chat = await walk.inTheChat(bot);
      const addressed = async () => [...new Set((await mailsIn(outbox)).map(({ to }) => to))].sort();
      await expect.poll(addressed, { timeout: 60_000 }).toEqual([OTHER, MAIL, OPERATOR].sort());
      const mine = linkIn((await mailsIn(outbox)).find(({ to }) => to === MAIL)?.text ?? "");
      await walk.owner(mine);
      await walk.around(mine.link);
      await walk.around(chat.link);
      await walk.operator(await signInOver(origin, demoSignIn(config.keys.link[0].secret)));
      await expect.poll(addressed, { timeout: 60_000 }).toContain(CALLER);
      const anna = new Person({ origin }, bot, CHAT_NAME, CHAT);
      await markedOffers(walk, { hours, outbox, chat: anna, own: new URL(mine.link).pathname });
      expect(await app.kill("SIGTERM")).toBe(0);

      const connection = await openConnection(config.database);
      const requests = await openedRequests(connection, config);
      const dump = await dumpOf(connection);
      await connection.close();
      expect(requests.map(({ contact }) => contact).sort()).toEqual(
        [MAIL, OTHER, PHONE, NAME, `telegram:${CHAT}`].sort(),
      );
      const tokens = requests.map(({ token }) => token);
      expect(tokens).toEqual(expect.arrayContaining([mine.token, chat.token]));
      const offered = requests.flatMap((each) => each.offered);
      expect(offered.length).toBeGreaterThanOrEqual(4);
      const secrets = [...MARKS, ...tokens, ...offered, walk.consentToken];
      expect(walk.consentToken).toHaveLength(22);

      for (const { what, method, text, cached, may } of walk.answers) {
        const found = marksIn(text, secrets);
        expect(
          found.filter((mark) => !may.includes(mark)),
          `${method} ${what}`,
        ).toEqual([]);
        if (found.length > 0) expect(cached, `${method} ${what}`).toBe(false);
        if (method === "GET") expect(marksIn(text, MARKS), what).toEqual([]);
      }
      const log = await app.log();
      expect(marksIn(log, secrets)).toEqual([]);
      expect(log).toContain("job failed");
      for (const { file, to, text } of await mailsIn(outbox)) {
        const own = requests.filter(({ contact }) => contact === to).flatMap((each) => [each.token, ...each.offered]);
        if (to === CALLER) own.push(walk.consentToken);
        expect(marksIn(file, secrets)).toEqual([]);
        expect(
          marksIn(text, secrets).filter((mark) => ![to, ...own].includes(mark)),
          `to ${to}`,
        ).toEqual([]);
        const { files = [] }: { files?: object[] } = JSON.parse(text);
        expect(marksIn(JSON.stringify(files), secrets)).toEqual([]);
      }
      const ofChat = [
        String(CHAT),
        chat.token,
        ...requests.filter(({ token }) => token === chat.token).flatMap((each) => each.offered),
      ];
      expect(marksIn(JSON.stringify(bot.calls), secrets).filter((mark) => !ofChat.includes(mark))).toEqual([]);
      expect([...dump.keys()]).toEqual(
        expect.arrayContaining(["public.offers", "public.bookings", "public.offer_skips", "public.slot_fillings"]),
      );
      for (const [table, text] of dump) expect(marksIn(text, secrets), table).toEqual([]);
      const holding = (mark: string) =>
        [...dump].filter(([, text]) => marksIn(text, [mark]).length > 0).map(([table]) => table);
      expect(holding(CAMPAIGN)).toEqual(
        expect.arrayContaining(["public.waitlist_requests", "public.analytics_events"]),
      );
      for (const { id } of requests)
        expect(holding(id)).toEqual(expect.arrayContaining(["pgboss.job", "public.desk_audit"]));
      for (const name of await readdir(stored.DATA_DIR, { recursive: true })) {
        if (name.startsWith("outbox")) continue;
        const bytes = await readFile(path.join(stored.DATA_DIR, name)).catch(() => Buffer.alloc(0));
        expect(
          secrets.filter((mark) => bytes.includes(mark)),
          name,
        ).toEqual([]);
      }
    } finally {
      await bot.stop();
      await fresh?.drop();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
