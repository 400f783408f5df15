import type { Page } from "@playwright/test";
import { offered } from "../support/offers/offers.ts";
import { violationsIn } from "../support/pages/axe.ts";
import { everything, fill, send } from "../support/pages/form.ts";
import { press } from "../support/pages/press.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";
import { blockSlot } from "../support/records/timetable.ts";

type Visit = { name: string; open: (page: Page, practice: Practice) => Promise<unknown> };

const at =
  (path: string): Visit["open"] =>
  (page, practice) =>
    page.goto(practice.origin + path);
const ofService =
  (overrides: Parameters<Practice["service"]>[0] = {}, free = false): Visit["open"] =>
  async (page, practice) => {
    const service = await practice.service(overrides);
    if (free) await practice.freeTime(service.id);
    await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
  };

const ownRequest =
  (...buttons: string[]): Visit["open"] =>
  async (page, practice) => {
    const address = somebody();
    await ofService()(page, practice);
    await fill(page, everything("email", address));
    await send(page);
    const mail = await practice.mailTo(address);
    await page.goto(/http\S+\/waitlist\/[\w-]{22}\//.exec(mail.text)?.[0] ?? "");
    for (const name of buttons) {
      const answered = page.waitForResponse((response) => response.request().method() === "POST");
      await press(page, name);
      await answered;
      await page.waitForLoadState();
    }
  };

/** The page of an hour: free at first, then as `and` leaves it. */
const hour =
  (and: (page: Page, practice: Practice, slotId: string) => Promise<unknown> = async () => undefined): Visit["open"] =>
  async (page, practice) => {
    const service = await practice.service();
    const { id } = await practice.freeTime(service.id);
    await practice.freeTime(service.id);
    practice.app.timetable.invalidate();
    await page.goto(`${practice.origin}/booking/time/${id}/?service_slug=${service.slug}`);
    await and(page, practice, id);
  };
const offer =
  (...buttons: string[]): Visit["open"] =>
  async (page, practice) => {
    const { link } = await offered(practice);
    await page.goto(link);
    for (const name of buttons) await press(page, name);
    if (buttons.length > 0) await page.waitForURL(/done=/);
  };

const PAGES: Visit[] = [
  { name: "services", open: at("/booking/") },
  { name: "no time", open: ofService() },
  { name: "free time after all", open: ofService({}, true) },
  { name: "a paused list", open: ofService({ waitlistOpen: false }) },
  { name: "the choice of a service", open: at("/booking/no-slots/") },
  {
    name: "an empty form refused",
    open: async (page, practice) => {
      await ofService()(page, practice);
      await send(page);
    },
  },
  {
    name: "a mistyped contact",
    open: async (page, practice) => {
      await ofService()(page, practice);
      await fill(page, { method: "telegram", contact: "ан" });
      await send(page);
    },
  },
  {
    name: "free slots",
    open: async (page, practice) => {
      const service = await practice.service();
      await practice.freeTime(service.id);
      await page.goto(`${practice.origin}/booking/slot/?service_slug=${service.slug}`);
    },
  },
  { name: "a free hour", open: hour() },
  { name: "a free hour, its empty form refused", open: hour((page) => press(page, "Попросить это время")) },
  {
    name: "an hour that is not free any more",
    open: hour(async (page, practice, id) => {
      await blockSlot(practice, id);
      practice.app.timetable.invalidate();
      await page.reload();
    }),
  },
  { name: "an offered hour", open: offer() },
  { name: "an offered hour that was taken", open: offer("Беру это время") },
  { name: "an offered hour that was declined", open: offer("Это время не подходит") },
  { name: "an offer that is nobody's", open: at("/offer/AAAAAAAAAAAAAAAAAAAAAA/") },
  { name: "thanks", open: at("/booking/no-slots/thanks/") },
  { name: "one's own request", open: ownRequest() },
  { name: "a pause just begun", open: ownRequest("Поставить заявку на паузу") },
  { name: "erasing, asked once more", open: ownRequest("Удалить данные…") },
  { name: "left", open: ownRequest("Выйти из листа ожидания") },
  { name: "erased", open: ownRequest("Удалить данные…", "Да, удалить мои данные") },
  { name: "a link that is gone", open: at("/waitlist/AAAAAAAAAAAAAAAAAAAAAA/") },
  { name: "leaving by contact", open: at("/waitlist/leave/") },
  {
    name: "left by contact",
    open: async (page, practice) => {
      await at("/waitlist/leave/")(page, practice);
      await fill(page, { method: "telegram", contact: "@nobody_waits" });
      await page.getByRole("button", { name: "Выйти из листа ожидания" }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Просьба принята");
    },
  },
  { name: "consent to personal data", open: at("/legal/personal-data-consent/") },
  { name: "consent to communications", open: at("/legal/communications-consent/") },
  { name: "both consents, where a mail links", open: at("/legal/consents/") },
  { name: "privacy", open: at("/legal/privacy/") },
  { name: "help lines", open: at("/emergency/") },
  { name: "no such page", open: at("/no-such/") },
];

const scrollsSideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

// The documents are the same without JavaScript, where axe cannot run.
for (const { name, open } of PAGES) {
  test(`${name}: axe finds nothing, at 320 px and with text at 200 %`, async ({ page, practice }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await open(page, practice);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    expect(await scrollsSideways(page)).toBe(false);
    expect(await violationsIn(page)).toEqual([]);
    await page.setViewportSize({ width: 640, height: 800 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    expect(await scrollsSideways(page)).toBe(false);
  });
}
