import type { Locator, Page } from "@playwright/test";
import { signInToDesk } from "../support/desk/desk.ts";
import { expect, test } from "../support/practice.ts";
import { slotsOf } from "../support/records/timetable.ts";

/** Four weeks in which no other test takes an hour. */
const FIRST_DAY = 300;
const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);
const section = (page: Page, name: string) =>
  page.locator("section", { has: page.getByRole("heading", { name, exact: true }) });

/** A field that is typed into costs a click too. */
function hand() {
  let clicks = 0;
  return {
    clicks: () => clicks,
    async press(control: Locator) {
      clicks += 1;
      await control.click();
    },
    async type(field: Locator, text: string) {
      clicks += 1;
      await field.fill(text);
    },
  };
}

test("a month of evenings for two of several services costs eight clicks", async ({ page, practice }) => {
  const mark = crypto.randomUUID().slice(0, 8);
  // Services stand in the order of their titles, and the first chosen one has the slots.
  const long = await practice.service({ title: `Вечер 1 ${mark}` });
  const short = await practice.service({ title: `Вечер 2 ${mark}`, durationMinutes: 30 });
  const other = await practice.service({ title: `Вечер 3 ${mark}` });
  await signInToDesk(page, practice);
  const day = inDays(FIRST_DAY);
  await page.goto(`${practice.origin}/desk/time/?day=${day}`);
  const tuesday = [0, 1, 2, 3, 4, 5, 6].map((more) => inDays(FIRST_DAY + more)).find((each) => isTuesday(each)) ?? "";
  const one = section(page, "Добавить окно");
  await one.getByLabel("Дата").fill(tuesday);
  await one.getByLabel("Начало").fill("18:30");
  await one.getByLabel("Услуга").selectOption({ label: other.title });
  await one.getByRole("button", { name: "Добавить окно" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Окна добавлены" })).toBeVisible();
  await page.goto(`${practice.origin}/desk/time/?day=${day}`);

  const { press, type, clicks } = hand();
  const form = section(page, "Добавить по неделям");
  await press(form.getByRole("checkbox", { name: "Вт", exact: true }));
  await press(form.getByRole("checkbox", { name: "Чт", exact: true }));
  await type(form.getByLabel("Начало"), "17:00");
  await type(form.getByLabel("До", { exact: true }), "21:00");
  await press(form.getByRole("checkbox", { name: long.title }));
  await press(form.getByRole("checkbox", { name: short.title }));
  await press(form.getByRole("button", { name: "Посмотреть, что получится" }));

  const preview = section(page, "Что получится");
  await expect(preview).toContainText("Добавится окон: 30");
  await expect(preview).toContainText("Каждое длится 50 мин");
  await expect(preview).toContainText("Начинаются дальше двух недель: 30.");
  await expect(preview).toContainText(`18:00: там уже стоит другое время, 18:30–19:20, ${other.title}`);
  await expect(preview).toContainText("19:00: там уже стоит другое время");
  await expect(form.getByRole("checkbox", { name: "Вт", exact: true })).toBeChecked();
  await expect(form.getByLabel("До", { exact: true })).toHaveValue("21:00");
  expect(await slotsOf(practice, long.id)).toEqual([]);
  await press(preview.getByRole("button", { name: "Добавить окна: 30" }));
  await expect(page.getByRole("status").filter({ hasText: "Добавлено окон: 30." })).toBeVisible();
  expect(clicks()).toBeLessThanOrEqual(8);
  const slots = await slotsOf(practice, long.id);
  expect(slots).toHaveLength(30);
  expect(slots.every(({ otherServiceIds }) => otherServiceIds.includes(short.id))).toBe(true);
  await expect(page.locator(".slot", { hasText: `${long.title}, ${short.title}` }).first()).toBeVisible();
});

test("a step or an end that leaves no room is refused beside its field", async ({ page, practice }) => {
  const { title } = await practice.service({ title: `Шаг ${crypto.randomUUID().slice(0, 8)}` });
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/time/?day=${inDays(FIRST_DAY)}`);
  const form = section(page, "Добавить по неделям");
  await form.getByRole("checkbox", { name: "Ср", exact: true }).check();
  await form.getByRole("checkbox", { name: title }).check();
  await form.getByLabel("Начало").fill("17:00");
  for (const { end, every, words } of [
    { end: "16:00", every: "60", words: "«До» раньше начала" },
    { end: "17:30", every: "60", words: "не помещается ни одно окно: оно длится 50 мин" },
    { end: "21:00", every: "40", words: "Шаг короче окна: оно длится 50 мин" },
    { end: "21:00", every: "часто", words: "Напишите шаг в минутах" },
  ]) {
    await form.getByLabel("До", { exact: true }).fill(end);
    await form.getByLabel("Каждые").fill(every);
    await form.getByRole("button", { name: "Посмотреть, что получится" }).click();
    await expect(page.getByRole("alert").first()).toContainText(words);
    await expect(form.getByLabel("Каждые")).toHaveValue(every);
  }
});

const isTuesday = (day: string) => new Date(`${day}T12:00:00Z`).getUTCDay() === 2;
