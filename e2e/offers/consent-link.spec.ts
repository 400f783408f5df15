import type { Page } from "@playwright/test";
import { atTheDesk, main, signInToDesk } from "../support/desk/desk.ts";
import { application, form, send } from "../support/http.ts";
import { consentLinkOf } from "../support/offers/callers.ts";
import { BOOKED_SUBJECT } from "../support/offers/offers.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { fill } from "../support/pages/form.ts";
import { press } from "../support/pages/press.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";
import { bookingsOf } from "../support/records/offers.ts";
import { requestsOf } from "../support/records/requests.ts";

const SUBJECT = "Нужно ваше согласие";
const callers = (practice: Practice, slotId?: string) =>
  `${practice.origin}/desk/callers/${slotId ? `?slot=${slotId}` : ""}`;

/** A service with a free hour, named so that its rows are found. */
async function world(practice: Practice) {
  const service = await practice.service({ title: `Приём ${crypto.randomUUID().slice(0, 8)}` });
  const slot = await practice.freeTime(service.id, 5);
  practice.app.timetable.invalidate();
  return { service, slot };
}
const phoneOf = (page: Page) => main(page).getByRole("textbox", { name: "Номер телефона" });
const BOTH = ["personal_data" as const, "communications" as const];
const linkIn = (text: string) => /http\S+\/consent\/[\w-]{22}\//.exec(text)?.[0] ?? "";
const agreeBoxes = (page: Page) => main(page).getByRole("checkbox");
const listed = async (practice: Practice, slug: string) =>
  (await send(`${practice.origin}/booking/slot/?service_slug=${slug}`)).body.includes("/booking/time/");

test("an hour for somebody who called: mail, both consents, confirmation with a file", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { service, slot } = await world(practice);
  const address = somebody();
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/offers/${slot.id}/`);
  await page.getByRole("link", { name: "Записать того, кто звонил" }).click();
  await expectAccessible(page, "Кто звонил", javaScriptEnabled);
  await expect(page.getByLabel("Время", { exact: true })).toHaveValue(slot.id);
  await expect(page.getByLabel("Услуга")).toHaveValue(service.id);
  await fill(page, { method: "email", contact: address });
  await press(page, "Спросить согласие");
  await expect(page.getByRole("status").filter({ hasText: "Ждём согласия" })).toBeVisible();
  await expectAccessible(page, "Кто звонил", javaScriptEnabled);
  await expect(main(page)).not.toContainText(address);
  expect(await listed(practice, service.slug)).toBe(false);
  expect(await requestsOf(practice, service.id)).toEqual([]);
  await page.goto(`${practice.origin}/desk/offers/${slot.id}/`);
  await expect(main(page)).toContainText("ждём согласия до");

  const { text } = await practice.mailTo(address, SUBJECT);
  const link = linkIn(text);
  for (const _ of [1, 2]) {
    const seen = await send(link);
    expect(seen.status).toBe(200);
    expect(seen.headers).toMatchObject({ "cache-control": "no-store", "x-robots-tag": "noindex" });
  }
  expect(await requestsOf(practice, service.id)).toEqual([]);
  await page.goto(link);
  await expectAccessible(page, "Это время держат для вас", javaScriptEnabled);
  await expect(main(page)).toContainText(service.title);
  await expect(agreeBoxes(page)).toHaveCount(2);
  await press(page, "Согласиться и занять время");
  await expect(page.getByRole("alert")).toContainText("Отметьте первое согласие");
  await expect(page.getByRole("alert")).toContainText("Отметьте второе согласие");
  await expectAccessible(page, "Это время держат для вас", javaScriptEnabled);
  await fill(page, { consents: BOTH });
  await press(page, "Согласиться и занять время");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Готово, время за вами");
  const booked = await practice.mailTo(address, BOOKED_SUBJECT);
  expect(booked.files?.[0]?.content).toContain("SUMMARY:Встреча\r\n");
  expect(await bookingsOf(practice, slot.id)).toMatchObject([{ state: "booked" }]);
  expect(await requestsOf(practice, service.id)).toMatchObject([{ status: "closed", closedReason: "booked" }]);
  await page.goto(link);
  await expectAccessible(page, "По этой ссылке отвечать больше не нужно", javaScriptEnabled);
});

test("a phone: the link on a press; refusing destroys the contact and frees the hour", async ({
  page,
  context,
  practice,
  javaScriptEnabled,
}) => {
  const { service, slot } = await world(practice);
  await signInToDesk(page, practice, "assistant");
  await page.goto(callers(practice, slot.id));
  await fill(page, { method: "phone", contact: "8 916 123-45-81" });
  await press(page, "Спросить согласие");
  const card = page.getByRole("listitem").filter({ hasText: service.title });
  await expect(card).not.toContainText("123-45-81");
  await card.getByRole("button", { name: /^Показать\sконтакт\sи\sссылку/ }).click();
  await expect(card).toContainText(/\+?7\d*4581/);
  const link = await card.getByLabel("Ссылка для согласия").inputValue();
  await expectAccessible(page, "Кто звонил", javaScriptEnabled);
  await page.goto(callers(practice));
  await expect(main(page)).not.toContainText("4581");
  await expect(page.getByLabel("Ссылка для согласия")).toHaveCount(0);

  const visitor = await context.newPage();
  await visitor.goto(link);
  await press(visitor, "Нет, удалите мои данные");
  await expectAccessible(visitor, "Ваших данных здесь нет", javaScriptEnabled);
  expect(await bookingsOf(practice, slot.id)).toEqual([]);
  await expect.poll(() => listed(practice, service.slug)).toBe(true);
  await page.reload();
  await expect(card).toHaveCount(0);
});

test("an hour that was taken meanwhile is said so, and everything typed is kept", async ({ page, practice }) => {
  const { service, slot } = await world(practice);
  const other = await practice.freeTime(service.id, 6);
  await signInToDesk(page, practice);
  await page.goto(callers(practice, slot.id));
  const { id: operatorId } = await atTheDesk(practice);
  await consentLinkOf(practice, { operatorId, serviceId: service.id, slotId: slot.id });
  await fill(page, { method: "phone", contact: "8 916 123-45-82" });
  await press(page, "Спросить согласие");
  await expect(page.getByRole("alert")).toContainText("держат для другого человека");
  await expect(phoneOf(page)).toHaveValue("8 916 123-45-82");
  await expect(page.getByLabel("Услуга")).toHaveValue(service.id);
  await page.getByLabel("Время", { exact: true }).selectOption(other.id);
  await press(page, "Спросить согласие");
  await expect(page.getByRole("status").filter({ hasText: "Ждём согласия" })).toBeVisible();
  expect(await bookingsOf(practice, other.id)).toMatchObject([{ state: "consent" }]);
});

test("a person is added by hand and chooses the window; a contact of the list is told", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { service, slot } = await world(practice);
  const address = somebody();
  await signInToDesk(page, practice);
  const add = async (hour: string) => {
    await fill(page, { method: "email", contact: address });
    await page.getByLabel("Услуга").selectOption(service.id);
    await page.getByLabel("Время", { exact: true }).selectOption(hour);
    await press(page, "Спросить согласие");
  };
  await page.goto(`${practice.origin}/desk/`);
  await page.getByRole("link", { name: "Добавить того, кто звонил" }).click();
  await add("list");
  const link = linkIn((await practice.mailTo(address, SUBJECT)).text);
  await page.goto(link);
  await expectAccessible(page, "Встать в лист ожидания", javaScriptEnabled);
  await fill(page, { consents: BOTH });
  await press(page, "Согласиться и встать в лист");
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(agreeBoxes(page).first()).toBeChecked();
  await fill(page, { window: "Выходные" });
  await press(page, "Согласиться и встать в лист");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/заявка\sпринята/);
  expect(await requestsOf(practice, service.id)).toMatchObject([{ status: "new", preferredTimeWindow: "weekend" }]);

  await page.goto(callers(practice));
  await add("list");
  await expect(page.getByRole("status").filter({ hasText: "уже в листе" })).toBeVisible();
  await page.goto(callers(practice));
  await add(slot.id);
  await expect(page.getByRole("status").filter({ hasText: "уже был в листе" })).toBeVisible();
  await practice.mailTo(address, BOOKED_SUBJECT);
  expect(await bookingsOf(practice, slot.id)).toMatchObject([{ state: "booked" }]);
});

test("the operator gives a caller up; a colleague's later press is told so", async ({ page, practice }) => {
  const { service, slot } = await world(practice);
  const colleague = await atTheDesk(practice, "assistant");
  await consentLinkOf(practice, { operatorId: colleague.id, serviceId: service.id, slotId: slot.id });
  await signInToDesk(page, practice);
  await page.goto(callers(practice));
  const card = page.getByRole("listitem").filter({ hasText: service.title });
  const id = (await card.locator("input[name=caller]").getAttribute("value")) ?? "";
  const giving = form({ intent: "give_up", caller: id });
  const headers = { ...giving.headers, Cookie: colleague.cookie, Origin: practice.origin };
  expect((await send(callers(practice), { ...giving, headers })).status).toBe(303);
  await card.getByRole("button", { name: /^Удалить\sконтакт/ }).click();
  await expect(page.getByRole("alert").filter({ hasText: "уже ответили или срок прошёл" })).toBeVisible();
  await expect(card).toHaveCount(0);
  expect(await bookingsOf(practice, slot.id)).toEqual([]);
});

test("a kept hour is not blocked; a second press by the link is answered alike", async ({ practice }) => {
  const { service, slot } = await world(practice);
  const owner = await atTheDesk(practice);
  const link = await consentLinkOf(practice, { operatorId: owner.id, serviceId: service.id, slotId: slot.id });
  const blocking = form({ intent: "block", slot: slot.id });
  const headers = { ...blocking.headers, Cookie: owner.cookie, Origin: practice.origin };
  const blocked = await send(`${practice.origin}/desk/time/`, { ...blocking, headers });
  expect(blocked.status).toBe(409);
  expect(blocked.body).toContain("держим для того, кто звонил");
  const agreeing = form({ intent: "agree", consent_personal_data: "on", consent_communications: "on" });
  const answers = await Promise.all([1, 2, 3].map(() => send(link, agreeing)));
  for (const { status, headers: sent } of answers) {
    expect(status).toBe(303);
    expect(sent.location).toMatch(/^\/booking\/no-slots\/thanks\/\?of=/);
  }
  expect(await requestsOf(practice, service.id)).toHaveLength(1);
  expect(await bookingsOf(practice, slot.id)).toHaveLength(1);
  expect((await send(link, form({ intent: "refuse" }))).status).toBe(200);
  expect(await bookingsOf(practice, slot.id)).toMatchObject([{ state: "booked" }]);
  const typed = application(somebody());
  expect((await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, typed)).status).toBe(303);
});
