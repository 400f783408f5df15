import { TZDate } from "@date-fns/tz";
import type { Page } from "@playwright/test";
import { format } from "date-fns";
import { atTheDesk, signInToDesk } from "../support/desk/desk.ts";
import { everything, fill, send } from "../support/pages/form.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";
import { requestOf } from "../support/records/requests.ts";
import { slotsOf } from "../support/records/timetable.ts";

/** Every test has days of its own: the practice has one time. */
let days = 20;
const aDay = () => {
  days += 8;
  return new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);
};
const after = (day: string, more: number) =>
  new Date(Date.parse(day) + more * 24 * 3600_000).toISOString().slice(0, 10);
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click();
const status = (page: Page, text: string | RegExp) => page.getByRole("status").filter({ hasText: text });
const one = (page: Page) => page.locator("section", { has: page.getByRole("heading", { name: "Добавить окно" }) });
const weekly = (page: Page) =>
  page.locator("section", { has: page.getByRole("heading", { name: "Добавить по неделям" }) });
async function kept(practice: Practice, serviceId: string) {
  const slots = await slotsOf(practice, serviceId);
  return slots.map(({ status, startsAt }) => ({
    status,
    starts: format(new TZDate(startsAt, "Europe/Moscow"), "yyyy-MM-dd HH:mm"),
  }));
}

async function openOne(page: Page, given: { day: string; time: string; service: string }) {
  await one(page).getByLabel("Дата").fill(given.day);
  await one(page).getByLabel("Начало").fill(given.time);
  await one(page).getByLabel("Услуга").selectOption({ label: given.service });
  await one(page).getByRole("button", { name: "Добавить окно" }).click();
}

test("a slot is opened, visitors can book it, and the desk links to those who wait", async ({ page, practice }) => {
  const service = await practice.service({ title: `Встреча ${crypto.randomUUID().slice(0, 8)}` });
  const address = somebody();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
  await fill(page, everything("email", address, "Любое время"));
  await send(page);
  await practice.mailTo(address);
  const request = await requestOf(practice, service.id);

  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/time/`);
  // Within the two weeks that strangers see, and on a day of which no other test takes an hour.
  const soon = new Date(Date.now() + 13 * 24 * 3600_000).toISOString().slice(0, 10);
  await openOne(page, { day: soon, time: "05:10", service: service.title });
  await expect(status(page, "Окна добавлены")).toBeVisible();
  expect(await kept(practice, service.id)).toEqual([{ status: "available", starts: `${soon} 05:10` }]);
  await expect(page.getByRole("link", { name: "Добавить окна" })).toHaveAttribute("href", "#add");
  const row = page.getByRole("row", { name: service.title });
  await expect(row).toContainText("почта");
  await expect(page.getByRole("main")).not.toContainText(address);
  await expect(row.getByRole("link")).toHaveAttribute("href", `/desk/requests/${request.id}/`);
  // Somebody waits for such an hour, so strangers see it once the operator says so.
  await page
    .locator(".slot", { hasText: service.title })
    .getByRole("link", { name: /^Предложить\sлисту/ })
    .click();
  await press(page, "Показать всем");
  await expect(status(page, "Окно видят все.")).toBeVisible();
  await page.goto(`${practice.origin}/booking/slot/?service_slug=${service.slug}`);
  await expect(page.getByRole("link", { name: "05:10" })).toBeVisible();
});

test("a weekly pattern with overlaps is refused by day; on request it skips them", async ({ page, practice }) => {
  const service = await practice.service({ title: `По неделям ${crypto.randomUUID().slice(0, 8)}` });
  const day = aDay();
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/time/?week=${day}`);
  await openOne(page, { day, time: "10:00", service: service.title });
  await expect(status(page, "Окна добавлены")).toBeVisible();

  const form = weekly(page);
  for (const weekday of ["Пн", "Вт", "Ср", "Чт", "Пт", "Сб", "Вс"]) {
    await form.getByRole("checkbox", { name: weekday, exact: true }).check();
  }
  await form.getByLabel("Начало").fill("10:30");
  await form.getByRole("checkbox", { name: service.title }).check();
  await form.getByLabel("С даты").fill(day);
  await form.getByLabel("По дату").fill(after(day, 2));
  await form.getByRole("button", { name: "Добавить окна" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Ничего не добавлено.");
  await expect(page.getByRole("alert").first()).toContainText(
    `там уже стоит другое время, 10:00–10:50, ${service.title}`,
  );
  expect(await kept(practice, service.id)).toHaveLength(1);
  await expect(weekly(page).getByLabel("По дату")).toHaveValue(after(day, 2));
  await expect(weekly(page).getByRole("checkbox", { name: "Сб", exact: true })).toBeChecked();

  await weekly(page).getByRole("checkbox", { name: "Пропустить дни, которые не подходят" }).check();
  await weekly(page).getByRole("button", { name: "Добавить окна" }).click();
  await expect(status(page, "кроме дней, которые не подошли")).toContainText("Добавлено окон: 2.");
  expect((await kept(practice, service.id)).map(({ starts }) => starts)).toEqual([
    `${day} 10:00`,
    `${after(day, 1)} 10:30`,
    `${after(day, 2)} 10:30`,
  ]);
});

test("a slot is blocked, unblocked and removed; the second of two operators is told", async ({
  page,
  practice,
  browser,
  javaScriptEnabled,
}) => {
  const service = await practice.service({ title: `Окно ${crypto.randomUUID().slice(0, 8)}` });
  const day = aDay();
  const anna = await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/time/?week=${day}`);
  await openOne(page, { day, time: "12:00", service: service.title });
  await expect(status(page, "Окна добавлены")).toBeVisible();
  const boris = await atTheDesk(practice, "assistant");
  const theirs = await browser.newContext({ javaScriptEnabled, extraHTTPHeaders: { Cookie: boris.cookie } });
  const other = await theirs.newPage();
  await other.goto(`${practice.origin}/desk/time/?week=${day}`);

  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  if (javaScriptEnabled) {
    await page.route(/\/desk\/time/, async (route) => {
      if (route.request().method() === "POST") await answered;
      await route.continue();
    });
  }
  const window = page.locator(".slot", { hasText: service.title });
  const pressed = press(page, /^Закрыть:\s.*12:00/);
  if (javaScriptEnabled) {
    await expect(window).toContainText("закрываем…");
    await expect(window.getByText("закрыто", { exact: true })).toBeVisible();
    expect(await kept(practice, service.id)).toEqual([{ status: "available", starts: `${day} 12:00` }]);
    answer();
  }
  await pressed;
  await expect(status(page, "Окно закрыто")).toBeVisible();
  await press(other, /^Закрыть:\s.*12:00/);
  await expect(other.getByRole("alert")).toContainText("Это уже сделано");
  await expect(other.getByRole("alert")).toContainText(`окно закрыто, это сделал другой оператор: ${anna.email}`);
  await press(page, /^Открыть:\s.*12:00/);
  await expect(status(page, "Окно снова свободно")).toBeVisible();
  expect(await kept(practice, service.id)).toEqual([{ status: "available", starts: `${day} 12:00` }]);
  await press(page, /^Удалить:\s.*12:00/);
  await expect(status(page, "Окно удалено")).toBeVisible();
  expect(await kept(practice, service.id)).toEqual([]);
  await press(other, /^Удалить:\s.*12:00/);
  await expect(other.getByRole("alert")).toContainText("Этого окна уже нет");
  await expect(other.getByRole("alert")).toContainText(`окно удалено, это сделал другой оператор: ${anna.email}`);

  await theirs.close();
});

test("a past, distant or invalid time is refused beside its field; nothing is saved", async ({ page, practice }) => {
  const service = await practice.service({ title: `Отказ ${crypto.randomUUID().slice(0, 8)}` });
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/time/`);
  const refused = [
    { day: "2026-01-10", time: "10:00", words: "это время уже прошло" },
    { day: "2031-01-10", time: "10:00", words: "дальше года время не открывается" },
    { day: "0001-01-10", time: "10:00", words: "Напишите дату" },
    { day: "9999-12-31", time: "10:00", words: "Напишите дату" },
    { day: "", time: "", words: "Напишите дату" },
  ];
  for (const { day, time, words } of refused) {
    await openOne(page, { day, time, service: service.title });
    await expect(page.getByRole("alert").first()).toContainText(words);
    await expect(page).toHaveTitle(/^Ошибка:\s/);
    await expect(one(page).getByLabel("Дата")).toHaveAttribute("aria-invalid", "true");
    await expect(one(page).getByLabel("Дата")).toHaveValue(day);
  }
  await weekly(page).getByRole("button", { name: "Добавить окна" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Выберите хотя бы один день недели");
  await weekly(page).getByRole("checkbox", { name: "Пн", exact: true }).check();
  await weekly(page).getByLabel("Начало").fill("10:00");
  await weekly(page).getByRole("checkbox", { name: service.title }).check();
  await weekly(page).getByLabel("С даты").fill(aDay());
  await weekly(page).getByLabel("По дату").fill("2199-12-31");
  await weekly(page).getByRole("button", { name: "Добавить окна" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Последняя дата дальше года");
  await expect(weekly(page).getByLabel("По дату")).toHaveValue("2199-12-31");
  expect(await kept(practice, service.id)).toEqual([]);
});

test("a day links to its neighbours and its week; an invalid day is reported", async ({ page, practice }) => {
  await signInToDesk(page, practice);
  for (const day of ["2026-02-30", "0001-01-01", "9999-12-31", "275760-01-01", "+012345-01-01"]) {
    for (const span of ["day", "week"]) {
      const told = await page.request.get(`${practice.origin}/desk/time/?${span}=${encodeURIComponent(day)}`);
      expect([day, told.status()]).toEqual([day, 400]);
    }
  }
  await page.goto(`${practice.origin}/desk/time/?day=2026-02-30`);
  await expect(page.getByRole("alert")).toContainText("Такого дня нет");
  await page.goto(`${practice.origin}/desk/time/?day=2027-03-01`);
  await expect(page.getByRole("heading", { level: 2, name: "1 марта" })).toBeVisible();
  await page.getByRole("link", { name: "Раньше" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "28 февраля" })).toBeVisible();
  await page.getByRole("link", { name: "Вся неделя" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "22 февраля — 28 февраля" })).toBeVisible();
  await page.getByRole("link", { name: "Только этот день: 23 февраля" }).click();
  await expect(page.getByRole("heading", { level: 2, name: "23 февраля" })).toBeVisible();
});

test("an invalid week is reported, and this week is shown", async ({ page, practice }) => {
  await signInToDesk(page, practice);
  const answer = await page.goto(`${practice.origin}/desk/time/?week=2026-02-30`);
  expect(answer?.status()).toBe(400);
  await expect(page.getByRole("alert")).toContainText("Такой недели нет");
  await expect(page.getByRole("main")).toContainText("сегодня");
  await page.getByRole("link", { name: "Позже" }).click();
  await expect(page.getByRole("link", { name: "Эта неделя" })).toBeVisible();
});
