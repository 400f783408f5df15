import { brotliCompressSync } from "node:zlib";
import { DEFAULT_OFFER_SETTINGS } from "#app/domain/offers/settings.ts";
import { addOperator } from "#app/testing/desk.ts";
import { PHONE, send } from "../support/http.ts";
import { expect, Practice, test } from "../support/practice.ts";
import { blockSlot, deleteSlot } from "../support/records/timetable.ts";
import { SERVER, withDatabase } from "../support/servers/postgres.ts";
import { embeddedIn } from "../support/servers/practice-database.ts";

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const NONE = "На ближайшие дни нет свободных окон";
const FREE = "Есть свободные окна";

const heading = (body: string) => /<h1>([^<]*)/.exec(body)?.[1];
const headingAt = async (practice: Practice, slug: string) =>
  heading((await send(`${practice.listensAt}/booking/no-slots/?service_slug=${slug}`)).body);

test("a slot that opens or closes changes the very next page", async () => {
  const practice = await Practice.start({}, {}, embeddedIn);
  try {
    const service = await practice.service();
    for (let round = 0; round < 10; round += 1) {
      expect(await headingAt(practice, service.slug)).toBe(NONE);
      const slot = await practice.freeTime(service.id);
      expect(await headingAt(practice, service.slug)).toBe(FREE);
      await blockSlot(practice, slot.id);
    }
  } finally {
    await practice.stop();
  }
});

/** Nobody sees or takes a slot on shorter notice than this without the practice. */
const NOTICE = DEFAULT_OFFER_SETTINGS.minimumNoticeHours * HOUR;

test("a slot comes too near, or enters the 14 days, by the clock alone", async () => {
  let now = Date.now();
  const practice = await Practice.start({}, { clock: () => new Date(now) }, embeddedIn);
  try {
    const soon = await practice.service();
    const far = await practice.service();
    await practice.slotAt(soon.id, new Date(now + NOTICE + HOUR));
    await practice.slotAt(far.id, new Date(now + 14 * DAY + HOUR));
    const headings = async () => [await headingAt(practice, soon.slug), await headingAt(practice, far.slug)];
    expect(await headings()).toEqual([FREE, NONE]);
    now += HOUR - 1;
    expect(await headings()).toEqual([FREE, NONE]);
    now += 1;
    expect(await headings()).toEqual([NONE, NONE]);
    now += 1;
    expect(await headings()).toEqual([NONE, FREE]);
    now -= 2;
    expect(await headings()).toEqual([FREE, NONE]);
  } finally {
    await practice.stop();
  }
});

(SERVER ? test : test.skip)("a change of time or service in one process is seen by the page of another", async () => {
  await withDatabase(async (url) => {
    const database = { kind: "postgres", url } as const;
    const one = await Practice.start({ database });
    const { keys } = one.config;
    const other = await Practice.start({ database, keys });
    try {
      const service = await one.service();
      for (let round = 0; round < 5; round += 1) {
        const both = async () => [await headingAt(one, service.slug), await headingAt(other, service.slug)];
        await expect.poll(both, { intervals: [10] }).toEqual([NONE, NONE]);
        const slot = await one.freeTime(service.id);
        await expect.poll(both, { intervals: [10] }).toEqual([FREE, FREE]);
        await deleteSlot(other, slot.id);
      }
      const { id: operatorId } = await addOperator(one.connection);
      const { slug, title, ...rest } = service;
      const draft = {
        title,
        format: "online" as const,
        durationMinutes: rest.durationMinutes,
        bookingUrl: null,
        bookWithoutAsking: false,
      };
      const desk = (waitlistOpen: boolean, seenVersion: number) =>
        one.app.changeService.execute({
          ...{ operatorId, serviceId: service.id, seenVersion },
          change: { to: "edited", draft: { ...draft, waitlistOpen } },
        });
      expect(await desk(false, 1)).toEqual({ status: "changed" });
      await expect.poll(() => headingAt(other, slug), { intervals: [10] }).toBe("Лист ожидания на паузе");
      expect(await desk(true, 2)).toEqual({ status: "changed" });
      await expect.poll(() => headingAt(other, slug), { intervals: [10] }).toBe(NONE);
      const archive = { operatorId, serviceId: service.id, seenVersion: 3, change: { to: "archived" } } as const;
      expect(await one.app.changeService.execute(archive)).toEqual({ status: "changed" });
      const status = async () => (await send(`${other.listensAt}/booking/no-slots/?service_slug=${slug}`)).status;
      await expect.poll(status, { intervals: [10] }).toBe(404);
    } finally {
      await one.stop();
      await other.stop();
    }
  });
});

const PEOPLE: Record<string, string>[] = [
  {},
  { "Sec-Fetch-Dest": "iframe" },
  { "User-Agent": `${PHONE} Instagram 330.0` },
  { "If-None-Match": "*" },
];
const NOBODY: Record<string, string>[] = [
  { "Sec-Purpose": "prefetch;prerender" },
  { Purpose: "prefetch" },
  { "User-Agent": "TelegramBot (like TwitterBot)" },
  { "User-Agent": "" },
  { "Sec-Fetch-Dest": "empty" },
];

async function expectTheCrowdCounted(practice: Practice) {
  const service = await practice.service();
  const address = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
  let people = 0;
  const crowd = Array.from({ length: 600 }, (_, index) => {
    const coding = ["br", "gzip", "identity"][index % 3] ?? "";
    const person = index % 7 < 3;
    const headers: Record<string, string> = {
      "Accept-Encoding": coding,
      ...(person ? PEOPLE[index % PEOPLE.length] : NOBODY[index % NOBODY.length]),
    };
    const method = index % 11 === 0 ? "HEAD" : "GET";
    if (person && method === "GET") people += 1;
    return send(`${address}&utm_source=crowd-${index}`, { method, headers });
  });
  for (const { status } of await Promise.all(crowd)) expect([200, 304]).toContain(status);
  expect(people).toBeGreaterThan(200);
  expect(await practice.views(service.slug)).toBe(people);
}

test("among people, bots and prefetches, in every coding, only people are counted", ({ practice }) =>
  expectTheCrowdCounted(practice));

(SERVER ? test : test.skip)("the same crowd on PostgreSQL is counted as exactly", () =>
  withDatabase(async (url) => {
    const practice = await Practice.start({ database: { kind: "postgres", url } });
    await expectTheCrowdCounted(practice).finally(() => practice.stop());
  }),
);

test("a loader's error is a page of ours, and is met once per visitor", async ({ practice }) => {
  const service = await practice.service();
  const { getNoSlotsPage } = practice.app;
  const before = await headingAt(practice, service.slug);
  let asked = 0;
  getNoSlotsPage.execute = () => {
    asked += 1;
    throw new Error("broken");
  };
  try {
    const { status, headers, body } = await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
    expect([status, asked, headers.etag]).toEqual([500, 1, undefined]);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
    expect(body).toContain("<header>");
    expect(body).not.toContain("broken");
  } finally {
    Reflect.deleteProperty(getNoSlotsPage, "execute");
  }
  expect(await headingAt(practice, service.slug)).toBe(before);
  expect(await practice.views(service.slug)).toBe(2);
});

test("a page that failed or was refused counts no view", async ({ practice }) => {
  const service = await practice.service();
  const { getNoSlotsPage } = practice.app;
  const read = getNoSlotsPage.execute.bind(getNoSlotsPage);
  const address = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
  getNoSlotsPage.execute = async (slug) => {
    const page = JSON.parse(JSON.stringify(await read(slug)));
    // It cannot be serialised.
    page.service.title = { toString: null, valueOf: null };
    return page;
  };
  try {
    expect((await send(address)).status).toBe(500);
    expect((await send(`${address.replace("no-slots/", "%6eo-slots/")}`)).status).toBe(500);
  } finally {
    Reflect.deleteProperty(getNoSlotsPage, "execute");
  }
  expect((await send(address, { headers: { "Accept-Encoding": "identity;q=0" } })).status).toBe(406);
  expect(await practice.views(service.slug)).toBe(0);
  // Past the fast lane a person counts as on it.
  expect((await send(address.replace("no-slots/", "%6eo-slots/"))).status).toBe(200);
  expect(await practice.views(service.slug)).toBe(1);
});

test("the page is one small response without fonts, pictures or framework", async ({ practice }) => {
  const none = await practice.service();
  const free = await practice.service();
  for (let day = 1; day < 14; day += 1) await practice.freeTime(free.id, day);
  for (const path of [
    "no-slots/",
    `no-slots/?service_slug=${none.slug}`,
    `no-slots/?service_slug=${free.slug}`,
    `slot/?service_slug=${free.slug}`,
    "no-slots/thanks/",
    "",
    "../waitlist/leave/",
    "../emergency/",
    "../legal/privacy/",
    "../legal/personal-data-consent/",
    "../legal/communications-consent/",
    "../legal/consents/",
  ]) {
    const address = new URL(path, `${practice.origin}/booking/`).href;
    const answer = await send(address, { headers: { "Accept-Encoding": "br" } });
    expect([path, answer.status, answer.headers["content-encoding"]]).toEqual([path, 200, "br"]);
    expect(answer.bytes.length).toBeLessThanOrEqual(7 * 1024);
    const { body } = await send(address);
    expect(body.match(/<(?:img|link rel="(?:stylesheet|preload|modulepreload)"|iframe|video|object)/)).toBeNull();
    expect(body).not.toMatch(/@font-face|@import|url\(/);
    expect(body.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/enhance.js">']);
    expect(body.lastIndexOf("<script")).toBeGreaterThan(body.indexOf("</footer>"));
  }
  const enhancement = await send(`${practice.origin}/enhance.js`);
  expect(brotliCompressSync(enhancement.bytes).length).toBeLessThanOrEqual(1024);
});
