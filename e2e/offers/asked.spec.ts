import { main, signInToDesk } from "../support/desk/desk.ts";
import { BOOKED_SUBJECT } from "../support/offers/offers.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { fill } from "../support/pages/form.ts";
import { press } from "../support/pages/press.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";
import { bookingsOf } from "../support/records/offers.ts";
import { requestsOf } from "../support/records/requests.ts";

const ASKED_SUBJECT = "Выбранное время держим для вас";

async function freeHour(practice: Practice, overrides: Parameters<Practice["service"]>[0] = {}) {
  const service = await practice.service({ title: `Приём ${crypto.randomUUID().slice(0, 8)}`, ...overrides });
  const slot = await practice.freeTime(service.id, 5);
  practice.app.timetable.invalidate();
  return {
    service,
    slot,
    list: `${practice.origin}/booking/slot/?service_slug=${service.slug}&utm_source=vk`,
    href: `${practice.origin}/booking/time/${slot.id}/?service_slug=${service.slug}`,
  };
}
const asking = (contact: string) => ({
  method: "email" as const,
  contact,
  consents: ["personal_data" as const, "communications" as const],
});

test("a visitor asks for a public hour, and the operator confirms it", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { list, slot, service } = await freeHour(practice);
  const address = somebody();
  await page.goto(list);
  await page.locator("a.time").first().click();
  await expect(page).toHaveURL(new RegExp(`/booking/time/${slot.id}/\\?service_slug=${service.slug}&utm_source=vk$`));
  const title = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
  await expectAccessible(page, title, javaScriptEnabled);
  await expect(page.getByText("Когда вам удобно?")).toHaveCount(0);

  await press(page, "Попросить это время");
  await expect(page.getByRole("alert").or(page.locator(".summary")).first()).toBeVisible();
  await fill(page, asking(address));
  await press(page, "Попросить это время");
  await expectAccessible(page, "Готово, время держится для вас", javaScriptEnabled);
  await expect(main(page)).toContainText(address);
  await expect(main(page)).toContainText("Держу до");

  const mail = await practice.mailTo(address, ASKED_SUBJECT);
  const ownLink = /http\S+\/waitlist\/[\w-]{22}\//.exec(mail.text)?.[0] ?? "";
  await page.goto(list);
  await expect(page.locator("a.time")).toHaveCount(0);
  await page.goto(ownLink);
  await expect(main(page)).toContainText("Вы выбрали время, я отвечу");

  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/offers/`);
  const card = page.getByRole("listitem").filter({ hasText: service.title });
  await card.getByRole("button", { name: /^Подтвердить/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "Подтверждено" })).toBeVisible();
  const booked = await practice.mailTo(address, BOOKED_SUBJECT);
  expect(booked.files?.[0]?.content).toContain("SUMMARY:Встреча\r\n");
  await page.goto(ownLink);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await bookingsOf(practice, slot.id)).toMatchObject([{ state: "booked" }]);
});

test("of two who ask at once the second keeps all typed and joins with one press", async ({
  page,
  context,
  practice,
  javaScriptEnabled,
}) => {
  const { href, slot, service } = await freeHour(practice);
  const [first, second] = [somebody(), somebody()];
  const other = await context.newPage();
  for (const [tab, address] of [
    [page, first],
    [other, second],
  ] as const) {
    await tab.goto(href);
    await fill(tab, asking(address));
  }
  await press(page, "Попросить это время");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/время\sдержится/);
  await press(other, "Попросить это время");
  await expectAccessible(other, "Это время сейчас занято", javaScriptEnabled);
  await expect(main(other)).toContainText("Всё введённое сохранилось");
  await press(other, "Встать в лист ожидания");
  await expect(other.getByRole("heading", { level: 1 })).toHaveText(/заявка\sпринята/);
  await practice.mailTo(second, "Ваша заявка принята");
  expect(await bookingsOf(practice, slot.id)).toHaveLength(1);
  expect(await requestsOf(practice, service.id)).toHaveLength(2);
});

test("an hour is booked at once where the service says so; its address then leads on", async ({ page, practice }) => {
  const { href, service, slot } = await freeHour(practice, { bookWithoutAsking: true });
  const next = await practice.freeTime(service.id, 6);
  practice.app.timetable.invalidate();
  const address = somebody();
  await page.goto(href);
  await fill(page, asking(address));
  await press(page, "Занять это время");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Готово, время за вами");
  await practice.mailTo(address, BOOKED_SUBJECT);
  expect(await bookingsOf(practice, slot.id)).toMatchObject([{ state: "booked" }]);
  await page.goto(href);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Это время сейчас занято");
  await page.locator("a.time").first().click();
  await expect(page).toHaveURL(new RegExp(next.id));
});

test("the operator declines with a word about another hour; the person waits on", async ({ page, practice }) => {
  const { href, service, slot } = await freeHour(practice);
  const address = somebody();
  await page.goto(href);
  await fill(page, asking(address));
  await press(page, "Попросить это время");
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/offers/`);
  const card = page.getByRole("listitem").filter({ hasText: service.title });
  await card.getByText("Это время не получится").click();
  await card.getByRole("button", { name: /^Отказать/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "время не получится" })).toBeVisible();
  const mail = await practice.mailTo(address, "Ответ о выбранном времени");
  expect(mail.text).toContain("Место в листе ожидания остаётся за вами.");
  expect(await bookingsOf(practice, slot.id)).toMatchObject([{ state: "cancelled" }]);
});

test("the person gives an hour back on their own page", async ({ page, practice }) => {
  const { href, slot } = await freeHour(practice);
  const address = somebody();
  await page.goto(href);
  await fill(page, asking(address));
  await press(page, "Попросить это время");
  const { text } = await practice.mailTo(address, ASKED_SUBJECT);
  await page.goto(/http\S+\/waitlist\/[\w-]{22}\//.exec(text)?.[0] ?? "");
  await press(page, "Отказаться от этого времени");
  await expect(page.getByRole("status").first()).toHaveText(/время\sосвобождено/);
  expect(await bookingsOf(practice, slot.id)).toMatchObject([{ state: "cancelled" }]);
});

test("a mistyped contact is corrected while the hour stays held", async ({ page, practice }) => {
  const { href, slot } = await freeHour(practice);
  await page.goto(href);
  await fill(page, asking(somebody()));
  await press(page, "Попросить это время");
  await press(page, "Исправить контакт");
  const right = somebody();
  await fill(page, asking(right));
  await press(page, "Попросить это время");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/время\sдержится/);
  await practice.mailTo(right, ASKED_SUBJECT);
  expect((await bookingsOf(practice, slot.id)).filter(({ state }) => state === "asked")).toHaveLength(1);
});
