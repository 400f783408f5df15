import type { Page } from "@playwright/test";
import { signInToDesk } from "../support/desk/desk.ts";
import { everything, fill, send } from "../support/pages/form.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";
import { requestOf } from "../support/records/requests.ts";
import { slotsOf } from "../support/records/timetable.ts";

const inDays = (days: number) => new Date(Date.now() + days * 24 * 3600_000).toISOString().slice(0, 10);
const section = (page: Page, name: string) =>
  page.locator("section", { has: page.getByRole("heading", { name, exact: true }) });
const status = (page: Page, text: string | RegExp) => page.getByRole("status").filter({ hasText: text });
/** Days that no other test uses: the acts below touch every hour of them. */
const FIRST_DAY = 335;

/** Eleven days with an hour on the first, the second and the last of them. */
async function holidays(page: Page, practice: Practice, first: number) {
  const service = await practice.service({ title: `Праздник ${crypto.randomUUID().slice(0, 8)}` });
  await page.goto(`${practice.origin}/desk/time/?week=${inDays(first)}`);
  const one = section(page, "Добавить окно");
  const days = [first, first + 1, first + 10];
  for (const day of days) {
    await one.getByLabel("Дата").fill(inDays(day));
    await one.getByLabel("Начало").fill("11:00");
    await one.getByLabel("Услуга").selectOption({ label: service.title });
    await one.getByRole("button", { name: "Добавить окно" }).click();
    await expect.poll(async () => (await slotsOf(practice, service.id)).length).toBe(days.indexOf(day) + 1);
    await expect(status(page, "Окна добавлены")).toBeVisible();
  }
  await page.goto(`${practice.origin}/desk/time/?week=${inDays(first)}`);
  return service;
}

test("holidays are blocked in four clicks, and all of it is undone", async ({ page, practice }) => {
  await signInToDesk(page, practice);
  const service = await holidays(page, practice, FIRST_DAY);
  const states = async () => (await slotsOf(practice, service.id)).map((each) => [each.status, each.blockedFor].join());
  const form = section(page, "Закрыть или открыть дни");
  let clicks = 0;
  const act = async (doing: Promise<unknown>) => {
    clicks += 1;
    await doing;
  };
  await act(form.getByLabel("Первый день").fill(inDays(FIRST_DAY)));
  await act(form.getByLabel("Последний день").fill(inDays(FIRST_DAY + 10)));
  await act(form.getByLabel("Почему").selectOption("праздник"));
  await act(form.getByRole("button", { name: "Применить" }).click());
  await expect(status(page, "Закрыто окон: 3")).toBeVisible();
  expect(clicks).toBeLessThanOrEqual(4);
  expect(await states()).toEqual(["blocked,holiday", "blocked,holiday", "blocked,holiday"]);
  await expect(page.locator(".slot", { hasText: service.title }).first()).toContainText("закрыто: праздник");
  await expect(page).toHaveURL(new RegExp(`week=${inDays(FIRST_DAY)}`));

  await page.getByRole("button", { name: /^Отменить \(можно до \d\d:\d\d:\d\d\)$/ }).click();
  await expect(status(page, "Отменено")).toBeVisible();
  expect(await states()).toEqual(["available,", "available,", "available,"]);
  await expect(page.getByRole("button", { name: /^Отменить/ })).toHaveCount(0);
});

test("an hour that somebody has is named and left when its days are removed", async ({ page, practice }) => {
  await signInToDesk(page, practice);
  const first = FIRST_DAY + 14;
  const service = await holidays(page, practice, first);
  const address = somebody();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
  await fill(page, everything("email", address, "Любое время"));
  await send(page);
  const request = await requestOf(practice, service.id);
  const [booked] = await slotsOf(practice, service.id);
  await page.goto(`${practice.origin}/desk/requests/${request.id}/`);
  await bookFor(page, practice, booked?.id ?? "", request.id);

  await page.goto(`${practice.origin}/desk/time/?week=${inDays(first)}`);
  const form = section(page, "Закрыть или открыть дни");
  await form.getByLabel("Первый день").fill(inDays(first + 10));
  await form.getByLabel("Последний день").fill(inDays(first));
  await form.getByRole("button", { name: "Применить" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Последняя дата раньше первой");
  await expect(form.getByLabel("Последний день")).toHaveValue(inDays(first));
  await form.getByLabel("Первый день").fill(inDays(first));
  await form.getByLabel("Последний день").fill(inDays(first + 10));
  await form.getByLabel("Что сделать").selectOption("Удалить окна");
  await form.getByRole("button", { name: "Применить" }).click();
  const told = status(page, "Удалено окон: 2");
  await expect(told).toContainText("на него записан человек");
  await expect(told.getByRole("link", { name: /11:00–11:50/ })).toHaveAttribute("href", `/desk/offers/${booked?.id}/`);
  expect((await slotsOf(practice, service.id)).map(({ id }) => id)).toEqual([booked?.id]);
  await form.getByLabel("Первый день").fill(inDays(first + 1));
  await form.getByLabel("Последний день").fill(inDays(first + 2));
  await form.getByRole("button", { name: "Применить" }).click();
  await expect(page.getByRole("alert").first()).toContainText("нет окон, с которыми это можно сделать");
});

test("each act on one hour is undone too; a second press is no error", async ({ page, practice }) => {
  await signInToDesk(page, practice);
  const first = FIRST_DAY + 27;
  const service = await practice.service({ title: `Отмена ${crypto.randomUUID().slice(0, 8)}` });
  await page.goto(`${practice.origin}/desk/time/?day=${inDays(first)}`);
  const one = section(page, "Добавить окно");
  await one.getByLabel("Начало").fill("11:00");
  await one.getByLabel("Услуга").selectOption({ label: service.title });
  await one.getByRole("button", { name: "Добавить окно" }).click();
  await expect(status(page, "Окна добавлены")).toBeVisible();
  const [opened] = await slotsOf(practice, service.id);
  for (const button of [/^Закрыть:\s.*11:00/, /^Удалить:\s.*11:00/]) {
    await page.getByRole("button", { name: button }).click();
    await expect(status(page, /Окно (закрыто|удалено)/)).toBeVisible();
    await page.getByRole("button", { name: /^Отменить/ }).click();
    await expect(status(page, "Отменено")).toBeVisible();
    expect(await slotsOf(practice, service.id)).toEqual([opened]);
  }
});

async function bookFor(page: Page, practice: Practice, slotId: string, requestId: string) {
  const cookies = await page.context().cookies();
  const Cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  const headers = { Cookie, Origin: practice.origin };
  const form = { intent: "book", request: requestId };
  const booked = await page.request.post(`${practice.origin}/desk/offers/${slotId}/`, {
    form,
    headers,
    maxRedirects: 0,
  });
  expect(booked.status()).toBe(303);
}
