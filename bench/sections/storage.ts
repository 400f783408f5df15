import { randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { DEEP_LINKS, VISITS } from "#app/infrastructure/insight/visit-limits.ts";
import { PER_ADDRESS, PER_CHAT_DAY } from "#app/infrastructure/limits/abuse-limits.ts";
import type { BucketSize } from "#app/infrastructure/limits/address-buckets.ts";
import { TIMES_OF_48 } from "#app/infrastructure/limits/counters.ts";
import { Person, SECRET } from "../../e2e/support/chat/chat.ts";
import { TelegramStub } from "../../e2e/support/chat/telegram-stub.ts";
import { NO_SLOTS, startApp, THIS_BUILD, withFolder } from "../support/app.ts";
import type { Figure, Section } from "../support/figures.ts";
import { PERSON } from "../support/load.ts";
import { formOf, newEmail } from "../support/people.ts";

const DAY_SECONDS = 24 * 60 * 60;
const inADay = ({ burst, perSecond }: BucketSize) => burst + perSecond * DAY_SECONDS;
const attemptsInADay = ({ points, duration }: { points: number; duration: number }) =>
  points * Math.ceil(DAY_SECONDS / duration);

/** Fewer than the campaigns that a batch of views keeps, and then longer than a batch waits. */
const TOGETHER = 40;
const BATCH_MS = 250;
/** Fewer than one chat may press in a minute. */
const PRESSES_OF_A_CHAT = 30;

type Act = { name: string; times: number; act(nth: number): Promise<unknown> };

/** The largest disk use of each act of a stranger, and of one address in a day within the limits. */
export async function storage(database: string, _: number): Promise<Section> {
  return withFolder(async (dir) => {
    const bot = await TelegramStub.start();
    const app = await startApp(THIS_BUILD, dir, {
      DATABASE_URL: database,
      OPERATOR_EMAIL: "operator@example.org",
      TELEGRAM_BOT_USERNAME: "balance_bot",
      TELEGRAM_BOT_TOKEN: "1:token",
      TELEGRAM_WEBHOOK_SECRET: SECRET,
      TELEGRAM_API_ROOT: bot.url,
    });
    const sql = postgres(database, { max: 1 });
    const origin = `http://127.0.0.1:${app.port}`;
    const bytes = new Map<string, number>();
    try {
      for (const { name, times, act } of actsAt(origin, bot)) {
        // The initial size of a table and its indexes is not a stranger's.
        for (let nth = 0; nth < TOGETHER; nth += 1) await act(-1 - nth);
        const before = await settled(sql);
        for (let nth = 0; nth < times; nth += 1) {
          await act(nth);
          if (nth % TOGETHER === 0) await delay(BATCH_MS);
        }
        bytes.set(name, ((await settled(sql)) - before) / times);
      }
    } finally {
      await sql.end();
      await app.stop();
      await bot.stop();
    }
    return { title: "What a stranger can store, PostgreSQL", figures: figuresOf(bytes) };
  });
}

function actsAt(origin: string, bot: TelegramStub): Act[] {
  const visit = async (path: string) => {
    const address = `${path}&${campaign()}`;
    const headers = { "User-Agent": PERSON, Referer: `https://${longHost()}/`, "X-Forwarded-For": anyAddress() };
    const answer = await fetch(origin + address, { headers, redirect: "manual" });
    await answer.arrayBuffer();
    if (answer.status >= 400) throw new Error(`a visit was answered ${answer.status}`);
  };
  const post = async (contact: { email: string }, asked: Parameters<typeof formOf>[2] = {}) => {
    const { address, headers, body } = formOf(new URL(origin).host, contact, asked);
    const options = { method: "POST", headers: { ...headers, Referer: `https://${longHost()}/` }, body };
    const answer = await fetch(`${origin}${address}&${campaign()}`, { ...options, redirect: "manual" });
    if (answer.status !== 303) throw new Error(`a request was answered ${answer.status}`);
  };
  const same = newEmail();
  const chats = Array.from({ length: 20 }, () => new Person({ origin }, bot));
  return [
    { name: "view", times: 800, act: () => visit(NO_SLOTS) },
    { name: "click", times: 400, act: () => visit("/booking/telegram/?service_slug=primary") },
    { name: "request", times: 300, act: () => post(newEmail()) },
    { name: "repeated request", times: 300, act: () => post(same, { window: randomInt(2) ? "weekend" : "any" }) },
    { name: "suspect request", times: 300, act: () => post(newEmail(), { suspect: true }) },
    {
      name: "update",
      times: 400,
      act: (nth) => {
        const chat = chats[Math.floor((nth + TOGETHER) / PRESSES_OF_A_CHAT)];
        if (!chat) throw new Error("there are too few chats");
        return chat.says("/start");
      },
    },
  ];
}

function figuresOf(bytes: Map<string, number>): Figure[] {
  const of = (name: string) => bytes.get(name) ?? Number.NaN;
  const clicks = inADay(DEEP_LINKS);
  const requests = Math.max(of("request"), of("repeated request"), of("suspect request"));
  const attempts = attemptsInADay(PER_ADDRESS) * requests;
  const updates = PER_CHAT_DAY.points * of("update");
  const visits = (inADay(VISITS) - clicks) * of("view") + clicks * of("click");
  const megabytes = (figure: number) => figure / 1e6;
  return [
    ...[...bytes].map(([name, value]): Figure => ({ case: `${name}, as large as can be`, value, unit: "B" })),
    { case: "visits from one address in a day", value: megabytes(visits), unit: "MB" },
    { case: "requests from one address in a day", value: megabytes(attempts), unit: "MB" },
    { case: "updates of one chat in a day", value: megabytes(updates), unit: "MB" },
    {
      case: "all of it, from one IPv4 address and one chat",
      value: megabytes(visits + attempts + updates),
      unit: "MB",
      aim: { of: "value", atMost: 100 },
    },
    {
      case: "all of it, from one IPv6 /48 and one chat",
      value: megabytes(visits + TIMES_OF_48 * attempts + updates),
      unit: "MB",
      aim: { of: "value", atMost: 300 },
    },
  ];
}

/** The size of all tables with their indexes, in bytes, once no job is due. */
async function settled(sql: postgres.Sql): Promise<number> {
  for (let before = -1; ; ) {
    await delay(2 * BATCH_MS);
    const [jobs] = await sql`select count(*) from pgboss.job
      where state in ('created', 'retry', 'active') and start_after <= now() and name not like '\\_\\_%'`;
    const [tables] = await sql`select sum(pg_total_relation_size(c.oid)) as size from pg_class c
      join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'pgboss') and c.relkind = 'r'`;
    const size = Number(tables?.size);
    if (Number(jobs?.count) === 0 && size === before) return size;
    before = size;
  }
}

/** Five marks of 64 letters that take four bytes each, none seen before. */
function campaign(): string {
  const letter = () => String.fromCodePoint(randomInt(0x2_0000, 0x2_a6d0));
  const mark = () => Array.from({ length: 64 }, letter).join("");
  const keys = ["utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term"];
  return new URLSearchParams(keys.map((key) => [key, mark()])).toString();
}

/** 253 letters, which no name of a host exceeds (RFC 1035, 2.3.4). */
function longHost(): string {
  const label = (length: number) => Array.from({ length }, () => randomInt(10, 36).toString(36)).join("");
  return [63, 63, 63, 61].map(label).join(".");
}

const anyAddress = () => [10, 2, randomInt(256), randomInt(256)].join(".");
