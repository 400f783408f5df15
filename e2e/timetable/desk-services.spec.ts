import type { Page } from "@playwright/test";
import { press, signInToDesk } from "../support/desk/desk.ts";
import { expect, type Practice, test } from "../support/practice.ts";
import { serviceOf, servicesNamed } from "../support/records/timetable.ts";

let made = 0;
const aSlug = () => `desk-${process.pid}-${made++}`;
const field = (page: Page, name: string) => page.getByRole("textbox", { name });

async function fillIn(page: Page, { title, slug }: { title: string; slug: string }) {
  await page.getByRole("link", { name: "Добавить услугу" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Новая услуга");
  await field(page, "Название").fill(title);
  await field(page, "Адрес").first().fill(slug);
  await field(page, "Длительность, минут").fill("50");
  await page.getByRole("radio", { name: "онлайн", exact: true }).check();
}

async function edit(page: Page, practice: Practice, title: string) {
  await page.goto(`${practice.origin}/desk/services/`);
  await page.getByRole("link", { name: `Изменить: ${title}` }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Изменить услугу");
}

test("an added service is found at once; a paused one says so and offers the concierge", async ({ page, practice }) => {
  await signInToDesk(page, practice);
  const slug = aSlug();
  const title = `Разбор ситуации ${slug}`;
  await page.goto(`${practice.origin}/desk/services/`);
  await fillIn(page, { title, slug });
  await press(page, "Добавить услугу");
  await expect(page.getByRole("status").filter({ hasText: "Услуга добавлена." })).toBeVisible();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${slug}`);
  await expect(page.getByRole("main")).toContainText(title);
  await expect(page.getByRole("button", { name: "Встать в лист ожидания" })).toBeVisible();

  await edit(page, practice, title);
  await expect(page.getByRole("main")).toContainText("Стоит в ссылках, поэтому не меняется.");
  await page.getByRole("radio", { name: /^На\sпаузе/ }).check();
  await press(page, "Сохранить");
  await expect(page.getByRole("status").filter({ hasText: "Сохранено." })).toBeVisible();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${slug}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Лист ожидания на паузе");
  await expect(page.getByRole("link", { name: /консьержа\sв\sTelegram/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "Встать в лист ожидания" })).toHaveCount(0);
});

test("in the archive a service is off the public pages, and comes back at its address", async ({ page, practice }) => {
  const service = await practice.service({ title: `Встреча ${aSlug()}` });
  await signInToDesk(page, practice);
  await edit(page, practice, service.title);
  await press(page, "Убрать в архив");
  await expect(page.getByRole("status").filter({ hasText: "Услуга в архиве." })).toBeVisible();
  expect((await page.request.get(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`)).status()).toBe(
    404,
  );
  await edit(page, practice, service.title);
  await press(page, "Вернуть из архива");
  await expect(page.getByRole("status").filter({ hasText: "снова на странице записи" })).toBeVisible();
  expect((await page.request.get(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`)).status()).toBe(
    200,
  );
});

test("errors stand beside their fields, everything typed is kept, nothing is saved", async ({ page, practice }) => {
  const taken = await practice.service();
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/services/`);
  await fillIn(page, { title: "Ещё одна", slug: taken.slug });
  await press(page, "Добавить услугу");
  await expect(page).toHaveTitle(/^Ошибка:\s/);
  await expect(page.getByRole("alert")).toContainText("Такой адрес уже занят");
  await expect(field(page, "Название")).toHaveValue("Ещё одна");

  await field(page, "Адрес").first().fill("С пробелом и кириллицей");
  await field(page, "Длительность, минут").fill("0");
  await page.getByRole("textbox", { name: "Адрес для записи" }).fill("javascript:alert(1)");
  await press(page, "Добавить услугу");
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("латинские буквы");
  await expect(alert).toContainText("от 5 до 480");
  await expect(alert).toContainText("начинается с https://");
  await expect(page.getByRole("textbox", { name: "Адрес для записи" })).toHaveValue("javascript:alert(1)");
  expect(await servicesNamed(practice, "Ещё одна")).toEqual([]);
});

test("of two operators the second is told what stands now, and what they typed is kept", async ({
  page,
  practice,
  context,
}) => {
  const service = await practice.service({ title: `Пара ${aSlug()}` });
  await signInToDesk(page, practice);
  await edit(page, practice, service.title);
  const other = await context.newPage();
  await edit(other, practice, service.title);
  await field(other, "Длительность, минут").fill("80");
  await press(other, "Сохранить");
  await expect(other.getByRole("status").filter({ hasText: "Сохранено." })).toBeVisible();

  await field(page, "Длительность, минут").fill("90");
  await press(page, "Сохранить");
  await expect(page.getByRole("alert")).toContainText("Пока вы смотрели, услугу изменили");
  await expect(page.getByRole("main")).toContainText("80 минут");
  await expect(field(page, "Длительность, минут")).toHaveValue("90");
  const minutes = async () => (await serviceOf(practice, service.slug)).durationMinutes;
  expect(await minutes()).toBe(80);
  await press(page, "Сохранить");
  await expect(page.getByRole("status").filter({ hasText: "Сохранено." })).toBeVisible();
  expect(await minutes()).toBe(90);
});

test("an assistant sees the services and changes none", async ({ page, practice }) => {
  const service = await practice.service();
  const { cookie } = await signInToDesk(page, practice, "assistant");
  await page.goto(`${practice.origin}/desk/services/`);
  await expect(page.getByRole("main")).toContainText("Менять услуги может владелец.");
  await expect(page.getByRole("link", { name: "Добавить услугу" })).toHaveCount(0);
  const answer = await page.request.post(`${practice.origin}/desk/services/${service.id}/`, {
    headers: { cookie, origin: practice.origin },
    form: { intent: "archive", version: "1" },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(403);
  expect((await serviceOf(practice, service.slug)).status).toBe("active");
});

test("an unknown service is a page that says so", async ({ page, practice }) => {
  await signInToDesk(page, practice);
  for (const id of ["zzz", "0198c0de-0000-7000-8000-000000000000"]) {
    const answer = await page.goto(`${practice.origin}/desk/services/${id}/`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Такой страницы нет");
  }
});

test("a lengthened service tells which windows are too short, and offers them no more", async ({ page, practice }) => {
  const service = await practice.service({ title: `Встреча ${aSlug()}` });
  await practice.freeTime(service.id);
  const heading = page.getByRole("heading", { level: 1 });
  const publicPage = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
  await page.goto(publicPage);
  await expect(heading).toHaveText("Есть свободные окна");
  await signInToDesk(page, practice);
  await edit(page, practice, service.title);
  await field(page, "Длительность, минут").fill("90");
  await press(page, "Сохранить");
  const told = page.getByRole("region", { name: "Окна короче своей услуги" });
  await expect(told.getByRole("listitem").filter({ hasText: service.title })).toHaveText(
    new RegExp(`^${service.title},\\s90\\sминут:\\s\\d+\\s\\p{L}+\\sв\\s\\d\\d:\\d\\d$`, "u"),
  );
  await page.goto(publicPage);
  await expect(heading).toHaveText("На ближайшие дни нет свободных окон");
  await edit(page, practice, service.title);
  await field(page, "Длительность, минут").fill("50");
  await press(page, "Сохранить");
  await expect(told.getByRole("listitem").filter({ hasText: service.title })).toHaveCount(0);
});
