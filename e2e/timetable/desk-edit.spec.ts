import type { Page } from "@playwright/test";
import { signInToDesk } from "../support/desk/desk.ts";
import { expect, test } from "../support/practice.ts";
import { slotsOf } from "../support/records/timetable.ts";

/** A day on which no other test takes an hour. */
const DAY = 290;
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);
const status = (page: Page, text: string | RegExp) => page.getByRole("status").filter({ hasText: text });

async function openAt(page: Page, service: { title: string }, time: string) {
  const one = page.locator("section", { has: page.getByRole("heading", { name: "Добавить окно" }) });
  await one.getByLabel("Дата").fill(inDays(DAY));
  await one.getByLabel("Начало").fill(time);
  await one.getByLabel("Услуга").selectOption({ label: service.title });
  await one.getByRole("button", { name: "Добавить окно" }).click();
  await expect(page.locator(".slot", { hasText: service.title }).filter({ hasText: time })).toBeVisible();
}

test("an hour is moved, made longer, given to another service, and put back", async ({ page, practice }) => {
  const service = await practice.service({ title: `Правка ${crypto.randomUUID().slice(0, 8)}` });
  const other = await practice.service({ title: `Чужая ${crypto.randomUUID().slice(0, 8)}` });
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/time/?day=${inDays(DAY)}`);
  await openAt(page, service, "07:00");
  await openAt(page, service, "09:00");
  const before = await slotsOf(practice, service.id);
  const hour = page.locator(".slot", { hasText: service.title }).filter({ hasText: "07:00" });
  await expect(hour).toContainText("на странице записи — за две недели");
  await hour.getByRole("link", { name: /^Изменить:/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Изменить окно" })).toBeVisible();
  await expect(page.getByLabel("Начало")).toHaveValue("07:00");
  await expect(page.getByLabel("Длится, минут")).toHaveValue("50");
  await expect(page.getByRole("checkbox", { name: service.title })).toBeChecked();

  const save = page.getByRole("button", { name: "Сохранить" });
  for (const [minutes, words] of [
    ["121", "Ничего не изменено: там уже стоит другое время, 09:00–09:50"],
    ["40", "Окно короче услуги: ей нужно 50 мин"],
    ["много", "Напишите, сколько минут длится окно"],
  ] as const) {
    await page.getByLabel("Длится, минут").fill(minutes);
    await save.click();
    await expect(page.getByRole("alert").first()).toContainText(words);
    await expect(page.getByLabel("Длится, минут")).toHaveValue(minutes);
  }
  expect(await slotsOf(practice, service.id)).toEqual(before);
  await page.getByLabel("Начало").fill("07:30");
  await page.getByLabel("Длится, минут").fill("90");
  await page.getByRole("checkbox", { name: other.title }).check();
  await save.click();
  await expect(status(page, "Окно изменено.")).toBeVisible();
  const [moved] = await slotsOf(practice, service.id);
  expect(moved).toMatchObject({ otherServiceIds: [other.id] });
  expect(moved && moved.endsAt.getTime() - moved.startsAt.getTime()).toBe(90 * 60_000);
  await page.getByRole("button", { name: /^Отменить/ }).click();
  await expect(status(page, "Отменено")).toBeVisible();
  expect(await slotsOf(practice, service.id)).toEqual(before);
});

test("an archived service's hours to come are named where services are", async ({ page, practice }) => {
  const service = await practice.service({ title: `Архив ${crypto.randomUUID().slice(0, 8)}` });
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/time/?day=${inDays(DAY)}`);
  await openAt(page, service, "20:00");
  await page.goto(`${practice.origin}/desk/services/${service.id}/`);
  await page.getByRole("button", { name: /архив/i }).click();
  await expect(status(page, "Услуга в архиве")).toBeVisible();
  const told = page.getByRole("listitem").filter({ hasText: `«${service.title}»` });
  await expect(told).toContainText("в 20:00");
  await told.getByRole("link", { name: "Посмотреть" }).click();
  await expect(page.locator(".slot", { hasText: service.title })).toContainText("услуга в архиве");
});
