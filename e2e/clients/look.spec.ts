import type { Locator, Page } from "@playwright/test";
import { everything, fill, send } from "../support/pages/form.ts";
import { promisedToday } from "../support/pages/promised.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";

const PHONE = { width: 360, height: 740 };
const LAPTOP = { width: 1280, height: 800 };

async function noSlots(page: Page, practice: Practice, size = PHONE) {
  const service = await practice.service({ title: "Первичная консультация" });
  await page.setViewportSize(size);
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
}
async function own(page: Page, practice: Practice, size = PHONE) {
  await noSlots(page, practice, size);
  const address = somebody();
  await fill(page, everything("email", address));
  await send(page);
  const { text } = await practice.mailTo(address);
  await page.goto(/http\S+\/waitlist\/[\w-]{22}\//.exec(text)?.[0] ?? "");
}
const box = async (place: Locator) => {
  const found = await place.boundingBox();
  if (!found) throw new Error("not on the page");
  return found;
};
/** How many lines an element's text takes. */
const lines = (place: Locator) =>
  place.evaluate((element) => new Set([...element.getClientRects()].map(({ top }) => Math.round(top))).size);

test("the first control is above the fold at 360 × 740, below one row of header", async ({ page, practice }) => {
  await noSlots(page, practice);
  const first = await box(page.locator("main .choice").first());
  expect(first.y + first.height).toBeLessThanOrEqual(PHONE.height);
  const links = page.locator("header a");
  const tops = await Promise.all([box(links.nth(0)), box(links.nth(1))]);
  expect(tops[0].y).toBe(tops[1].y);
});

test("facts are text, and only what can be pressed has an edge or a colour of its own", async ({ page, practice }) => {
  await noSlots(page, practice);
  const facts = page.locator(".facts");
  await expect(facts).toHaveText(`Первичная консультация · онлайн · 50 минут. Отвечу ${promisedToday(2)}.`);
  const looks = facts.evaluate((element) => {
    const { backgroundColor, borderStyle } = getComputedStyle(element);
    return [backgroundColor, borderStyle];
  });
  expect(await looks).toEqual(["rgba(0, 0, 0, 0)", "none"]);
});

test("each error is one short line, its reason in grey under it", async ({ page, practice }) => {
  await noSlots(page, practice);
  await fill(page, { method: "email", contact: "anna@" });
  await send(page);
  await expect(page).toHaveTitle("Ошибка: Заявка в лист ожидания · Эмоциональный баланс");
  const links = page.locator(".problem a");
  await expect(links).toHaveCount(4);
  for (const link of await links.all())
    expect([await link.textContent(), await lines(link)]).toEqual([expect.any(String), 1]);
  const [what, why] = [page.locator(".error > span:nth-child(2)"), page.locator(".error > .why")];
  await expect(why).toHaveCount(4);
  for (const each of await what.all())
    expect([await each.textContent(), await lines(each)]).toEqual([expect.any(String), 1]);
  const colour = (place: Locator) => place.evaluate((element) => getComputedStyle(element).color);
  expect(await colour(why.first())).toBe(await colour(page.locator(".hint").first()));
  expect((await box(why.first())).y).toBeGreaterThan((await box(what.first())).y);
});

test("one's own page begins with state and next step; the rest is folded", async ({ page, practice }) => {
  await own(page, practice);
  await expect(page.locator("h1 + .lead")).toHaveText("Вы в листе ожидания.");
  await expect(page.locator(".lead + p")).toHaveText(
    /^Отвечу\sдо:\s\d+\s\p{L}+(\s\d{4}\sг\.)?,\s\p{L}+\.\sДелать\sничего\sне\sнужно\.$/u,
  );
  await expect(page.locator("main .button:not(.quiet):visible")).toHaveText(["Сохранить удобное время"]);
  for (const name of ["Выйти из листа ожидания", "Скачать данные файлом JSON", "Удалить данные…"])
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  await page.locator("summary", { hasText: "Удалить свои данные" }).click();
  const erase = page.getByRole("button", { name: "Удалить данные…" });
  const warning = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--bad"));
  await expect(erase).toHaveCSS("color", rgb(warning));
  await erase.click();
  await expect(page.getByRole("button", { name: "Да, удалить мои данные" })).toHaveCSS(
    "background-color",
    rgb(warning),
  );
});

test("a pause is ended by the one primary button", async ({ page, practice }) => {
  await own(page, practice);
  await page.getByRole("button", { name: "Поставить заявку на паузу" }).click();
  await expect(page.locator("main .button:not(.quiet):visible")).toHaveText(["Снять заявку с паузы"]);
});

test("at 1280 px a button is as wide as its words", async ({ page, practice }) => {
  await own(page, practice, LAPTOP);
  const wide = page.locator("main .button:visible");
  expect(await wide.count()).toBeGreaterThan(1);
  for (const button of await wide.all()) {
    const spare = await button.evaluate((element) => {
      const words = document.createRange();
      words.selectNodeContents(element);
      return element.getBoundingClientRect().width - words.getBoundingClientRect().width;
    });
    expect(spare).toBeLessThan(60);
  }
});

test("the concierge's button stands apart from the words above it", async ({ page, practice }) => {
  await noSlots(page, practice);
  const card = page.getByRole("region", { name: "Без контакта" });
  const [words, button] = [await box(card.locator("p").first()), await box(card.locator(".button").first())];
  expect(button.y - words.y - words.height).toBeGreaterThanOrEqual(16);
});

test("leaving is promised once on the page", async ({ page, practice }) => {
  await noSlots(page, practice);
  const words = ((await page.locator("body").textContent()) ?? "").replaceAll("\u00a0", " ");
  expect(words.match(/Если\sпланы\sизменятся/g)).toHaveLength(1);
  expect(words).not.toMatch(/Каждое\sможно\sотозвать|Выйти\sможно/);
  expect(words).toContain("Три коротких вопроса. О себе рассказывать не надо.");
});

function rgb(hex: string): string {
  const [, ...parts] = /^#(..)(..)(..)$/.exec(hex.trim()) ?? [];
  return `rgb(${parts.map((part) => Number.parseInt(part, 16)).join(", ")})`;
}
