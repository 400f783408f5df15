import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { everything, fill, send } from "../support/pages/form.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";

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
      await page.getByRole("button", { name }).click();
      await answered;
      await page.waitForLoadState();
    }
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
  { name: "privacy", open: at("/legal/privacy/") },
  { name: "help lines", open: at("/emergency/") },
  { name: "no such page", open: at("/no-such/") },
];

const scrollsSideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

for (const { name, open } of PAGES) {
  test(`${name}: axe finds nothing, at 320 px and with text at 200 %`, async ({
    page,
    practice,
    javaScriptEnabled,
  }) => {
    await page.setViewportSize({ width: 320, height: 800 });
    await open(page, practice);
    await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
    expect(await scrollsSideways(page)).toBe(false);
    // axe is a script of the page; without JavaScript the same document was checked by the other run.
    if (javaScriptEnabled) {
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
    await page.setViewportSize({ width: 640, height: 800 });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    expect(await scrollsSideways(page)).toBe(false);
  });
}

test("every target is at least 44 px high, and the keyboard goes in the order of reading", async ({
  page,
  practice,
}) => {
  await ofService()(page, practice);
  await page.getByRole("radio", { name: "По телефону" }).check();
  const small = await page
    .locator(".choice:visible, button:visible, .button:visible, input.text:visible, nav a:visible, header a:visible")
    .evaluateAll((all) =>
      all.filter((element) => element.getBoundingClientRect().height < 44).map((element) => element.outerHTML),
    );
  expect(small).toEqual([]);

  await ofService()(page, practice);
  const reached: number[] = [];
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press("Tab");
    const position = await page.evaluate(() => {
      const focused = document.activeElement;
      return focused && focused !== document.body ? [...document.querySelectorAll("*")].indexOf(focused) : -1;
    });
    if (position === -1 || reached.includes(position)) break;
    reached.push(position);
  }
  expect(reached.length).toBeGreaterThan(12);
  expect(reached).toEqual([...reached].sort((a, b) => a - b));
});
