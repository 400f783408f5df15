import { addLocalDays, localDateOf } from "#app/domain/timetable/local-time.ts";
import { signInToDesk } from "../support/desk/desk.ts";
import { expect, test } from "../support/practice.ts";

test("own days off show on the public page until they are removed", async ({ page, practice }) => {
  const { slug } = await practice.service();
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/calendar/`);
  const add = page.getByRole("button", { name: "Добавить выходные" });
  await add.click();
  await expect(page.getByRole("alert").first()).toContainText("Напишите дату");
  const today = localDateOf(new Date(), "Europe/Moscow");
  // Far from the dates on which other tests of this practice open time.
  const day = addLocalDays(today, 12);
  await page.getByLabel("С даты").fill(day);
  await page.getByLabel("Что сказать посетителям").fill("Я на обучении <b>весь день</b>");
  await add.click();
  await expect(page.getByText("Выходные добавлены.")).toBeVisible();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${slug}`);
  await expect(page.getByText("Я на обучении <b>весь день</b>")).toBeVisible();
  await page.goto(`${practice.origin}/desk/calendar/`);
  await page.getByRole("row").filter({ hasText: "Я на обучении" }).getByRole("button").click();
  await expect(page.getByText("Выходные убраны.")).toBeVisible();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${slug}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("Я на обучении")).toBeHidden();
});
