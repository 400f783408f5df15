import type { Page } from "@playwright/test";
import { submission } from "#app/testing/practice.ts";
import { atTheDesk, main, signInToDesk } from "../support/desk/desk.ts";
import { form, send } from "../support/http.ts";
import { NEVER_QUIET } from "../support/offers/offers.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";
import { deleteJob, jobs } from "../support/records/jobs.ts";
import {
  changeOfferRules,
  bookingsOf as storedBookingsOf,
  offersOf as storedOffersOf,
} from "../support/records/offers.ts";
import { changeRequest, requestsOf } from "../support/records/requests.ts";
import { auditAbout } from "../support/records/team.ts";
import { changeSlot, deleteSlot, slotsOf } from "../support/records/timetable.ts";

/** People who wait for one service, and a free hour of it. */
async function waiting(practice: Practice, { people, inDays }: { people: number; inDays: number }) {
  await changeOfferRules(practice, NEVER_QUIET);
  const service = await practice.service({ title: `Приём ${crypto.randomUUID().slice(0, 8)}` });
  const addresses = Array.from({ length: people }, () => somebody());
  for (const address of addresses) {
    await practice.app.createWaitlistRequest.execute(submission(service.slug, address));
  }
  const { id: slotId } = await practice.freeTime(service.id, inDays);
  await practice.jobsDone();
  const ids = (await requestsOf(practice, service.id)).map(({ id }) => id);
  return { service, addresses, slotId, ids, href: `${practice.origin}/desk/offers/${slotId}/` };
}

const offersOf = async (practice: Practice, slotId: string) =>
  (await storedOffersOf(practice, slotId)).map(({ waitlistRequestId: request, status, channel }) => ({
    ...{ request, status, channel },
  }));
const bookingsOf = async (practice: Practice, slotId: string) =>
  (await storedBookingsOf(practice, slotId)).map(({ waitlistRequestId: request, state }) => ({ request, state }));
const press = (page: Page, name: string | RegExp) => main(page).getByRole("button", { name }).first().click();
const answered = (page: Page, text: string) => expect(page.getByRole("status").filter({ hasText: text })).toBeVisible();
const refused = (page: Page, text: string) => expect(page.getByRole("alert").filter({ hasText: text })).toBeVisible();
/** A slot's page is named by its hour. */
async function accessible(page: Page, javaScriptEnabled: boolean | undefined) {
  const name = await page.getByRole("heading", { level: 1 }).textContent();
  await expectAccessible(page, name ?? "", javaScriptEnabled);
}
const section = (page: Page, name: string) =>
  page.locator("section", { has: page.getByRole("heading", { name, exact: true }) });

test("an hour is offered to the list after a preview that shows no contact", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { href, addresses, ids, slotId, service } = await waiting(practice, { people: 3, inDays: 2 });
  await changeRequest(practice, ids[1] ?? "", { pausedAt: new Date() });
  await signInToDesk(page, practice);
  await page.goto(href);
  await expect(main(page)).toContainText("свободно");
  const preview = section(page, "Предложить листу");
  await expect(preview).toContainText("Сначала предложим сразу: 2");
  await expect(preview).toContainText("пропускаем: попросили пока не предлагать");
  for (const address of addresses) await expect(main(page)).not.toContainText(address);
  await accessible(page, javaScriptEnabled);

  await press(page, "Предложить листу");
  await answered(page, "Окно предложено листу.");
  await practice.jobsDone();
  await page.reload();
  await expect(main(page)).toContainText("предложено до");
  const made = await offersOf(practice, slotId);
  expect(made.map(({ status }) => status)).toEqual(["open", "open"]);
  // Both went out at once.
  expect(made.map(({ request }) => request).sort()).toEqual([ids[0], ids[2]].sort());
  await expect(section(page, "Кого пропустили и почему")).toContainText("попросили пока не предлагать");
  await expect(section(page, "Кому предложено").getByRole("row")).toHaveCount(3);
  for (const address of addresses) await expect(main(page)).not.toContainText(address);
  await accessible(page, javaScriptEnabled);

  await page.goto(`${practice.origin}/desk/offers/`);
  await expect(section(page, "Предлагается сейчас").getByRole("row", { name: service.title })).toContainText(
    "предложено до",
  );
  await page.goto(`${practice.origin}/booking/slot/?service_slug=${service.slug}`);
  await expect(page).toHaveURL(/no-slots/);
});

test("an hour kept for the list is shown to everybody on a press", async ({ page, practice }) => {
  const { href, slotId } = await waiting(practice, { people: 1, inDays: 5 });
  await signInToDesk(page, practice);
  await page.goto(href);
  await press(page, "Предложить листу");
  await answered(page, "Окно предложено листу.");
  await practice.jobsDone();
  await page.reload();
  await press(page, "Показать всем");
  await answered(page, "Окно видят все.");
  await expect(main(page)).toContainText("свободно");
  expect((await offersOf(practice, slotId)).map(({ status }) => status)).toEqual(["withdrawn"]);
});

test("one person is offered the hour; the offer is extended and withdrawn", async ({ page, practice }) => {
  const { href, slotId, ids } = await waiting(practice, { people: 2, inDays: 9 });
  await signInToDesk(page, practice);
  await page.goto(href);
  await section(page, "Предложить листу")
    .getByRole("button", { name: /^Отдать\sэтому\sчеловеку/ })
    .nth(1)
    .click();
  await answered(page, "Окно предложено этому человеку.");
  await practice.jobsDone();
  expect(await offersOf(practice, slotId)).toMatchObject([{ request: ids[1], status: "open" }]);
  const holds = async () => (await storedOffersOf(practice, slotId)).map(({ holdsUntil }) => holdsUntil);
  const before = await holds();
  await press(page, /^Держать\sдольше/);
  await answered(page, "Держим дольше.");
  expect(await holds()).not.toEqual(before);
  await press(page, /^Снять/);
  await answered(page, "Предложение снято.");
  await expect.poll(async () => (await offersOf(practice, slotId))[0]?.status).toBe("withdrawn");
});

test("a call shows its contact on a press and ends with one of three results", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { href, slotId, addresses, ids } = await waiting(practice, { people: 2, inDays: 0 });
  const startsAt = new Date(Date.now() + 12 * 3_600_000);
  await changeSlot(practice, slotId, { startsAt, endsAt: new Date(startsAt.getTime() + 50 * 60_000) });
  await signInToDesk(page, practice);
  await page.goto(href);
  await expect(section(page, "Предложить листу")).toContainText("Писать уже поздно");
  await press(page, "Предложить листу");
  await answered(page, "Окно предложено листу.");
  await practice.jobsDone();
  await page.goto(`${practice.origin}/desk/offers/`);
  await expect(page.getByRole("link", { name: /Предложения.*ждут\sвас:\s\d/ })).toBeVisible();
  const calls = page.getByRole("listitem").filter({ has: page.locator(`a[href="/desk/offers/${slotId}/"]`) });
  await expect(calls).toHaveCount(2);
  for (const address of addresses) await expect(main(page)).not.toContainText(address);
  await accessible(page, javaScriptEnabled);
  await calls
    .first()
    .getByRole("button", { name: /^Показать\sконтакт/ })
    .click();
  await expect(calls.first()).toContainText(String(addresses[0]));
  const entries = await auditAbout(practice, ids[0] ?? "");
  expect(entries.filter(({ action }) => action === "reveal")).toHaveLength(1);
  await calls
    .first()
    .getByRole("button", { name: /^Нет\sответа/ })
    .click();
  await answered(page, "Отмечено: нет ответа.");
  await expect(calls).toHaveCount(1);
  await calls
    .first()
    .getByRole("button", { name: /^Да,\sподходит/ })
    .click();
  await answered(page, "Записали.");
  expect(await bookingsOf(practice, slotId)).toEqual([{ request: ids[1], state: "booked" }]);
  await expect(section(page, "Закончилось сегодня")).toContainText("занято человеком из листа");
});

test("a person is booked by hand; the booking is moved, and cancelled", async ({ page, practice }) => {
  const { href, slotId, ids, service } = await waiting(practice, { people: 1, inDays: 6 });
  const other = await practice.freeTime(service.id, 7);
  await signInToDesk(page, practice);
  await page.goto(href);
  await press(page, /^Записать/);
  await answered(page, "Человек записан.");
  await expect(main(page)).toContainText("занято");
  expect(await bookingsOf(practice, slotId)).toEqual([{ request: ids[0], state: "booked" }]);
  await press(page, "Перенести запись");
  await expect(main(page)).toContainText("Выберите время из списка");
  await page.getByLabel("Перенести на").selectOption(other.id);
  await press(page, "Перенести запись");
  await answered(page, "Запись перенесена.");
  expect(await bookingsOf(practice, other.id)).toEqual([{ request: ids[0], state: "booked" }]);
  await page.goto(`${practice.origin}/desk/offers/${other.id}/`);
  await press(page, "Отменить запись");
  await answered(page, "Запись отменена.");
  expect(await bookingsOf(practice, other.id)).toEqual([{ request: ids[0], state: "cancelled" }]);
});

test("a person who is put first is asked first; the preview says why", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { href, ids, service } = await waiting(practice, { people: 2, inDays: 10 });
  await signInToDesk(page, practice, "assistant");
  const person = `${practice.origin}/desk/requests/${ids[1]}/`;
  await page.goto(person);
  await press(page, "Поставить первым");
  await expect(page.getByRole("alert").getByRole("link", { name: "Выберите, почему первым" })).toBeVisible();
  await page.getByLabel("Предлагать первым").selectOption({ label: "обещали раньше" });
  await press(page, "Поставить первым");
  await answered(page, "Теперь первым предложим этому человеку.");
  await expect(main(page)).toContainText(/Предлагаем\sпервым\sс\s.*:\sобещали\sраньше/);
  await expectAccessible(page, service.title, javaScriptEnabled);
  await page.goto(href);
  const rows = section(page, "Предложить листу").getByRole("row");
  await expect(rows.nth(1)).toContainText("поставлен первым: обещали раньше");
  await expect(rows.nth(1)).toContainText("сейчас: письмо");
  await page.goto(person);
  await press(page, "Вернуть на своё место");
  await answered(page, "Место снова по дате заявки.");
  await page.goto(href);
  await expect(section(page, "Предложить листу")).not.toContainText("поставлен первым");
});

test("a person who is silent stands on the page of offers until somebody asks them", async ({ page, practice }) => {
  const { ids, slotId, href } = await waiting(practice, { people: 1, inDays: 10 });
  const [id = ""] = ids;
  await signInToDesk(page, practice);
  await page.goto(href);
  await press(page, "Предложить листу");
  await answered(page, "Окно предложено листу.");
  await practice.jobsDone();
  await expect.poll(async () => (await offersOf(practice, slotId)).length).toBe(1);
  await changeRequest(practice, id, { askedToWaitAt: new Date() });
  await page.goto(`${practice.origin}/desk/offers/`);
  const silent = page.getByRole("listitem").filter({ has: page.locator(`a[href="/desk/requests/${id}/"]`) });
  await expect(section(page, "Не отвечают")).toBeVisible();
  await silent.getByRole("button", { name: /^Ждёт\sдальше/ }).click();
  await answered(page, "Отмечено: ждёт дальше.");
  await expect(silent).toHaveCount(0);
});

test("the second of two operators is told that the hour is given away", async ({ page, practice }) => {
  const { href, slotId, ids } = await waiting(practice, { people: 2, inDays: 5 });
  await signInToDesk(page, practice);
  await page.goto(href);
  const colleague = await atTheDesk(practice, "assistant");
  const booking = form({ intent: "book", request: String(ids[1]) });
  const headers = { ...booking.headers, Cookie: colleague.cookie, Origin: practice.origin };
  expect((await send(href, { ...booking, headers })).status).toBe(303);
  await press(page, "Предложить листу");
  await refused(page, "Окно уже занято.");
  expect(await bookingsOf(practice, slotId)).toEqual([{ request: ids[1], state: "booked" }]);
  expect(await offersOf(practice, slotId)).toEqual([]);
});

test("a line that changed behind the preview is shown again before anything is sent", async ({ page, practice }) => {
  const { href, slotId, ids } = await waiting(practice, { people: 2, inDays: 5 });
  await signInToDesk(page, practice);
  await page.goto(href);
  await changeRequest(practice, ids[0] ?? "", { pausedAt: new Date() });
  await press(page, "Предложить листу");
  await refused(page, "Очередь изменилась");
  expect(await offersOf(practice, slotId)).toEqual([]);
  await press(page, "Предложить листу");
  await answered(page, "Окно предложено листу.");
});

test("an hour opened for the list first is hidden from strangers from the first second", async ({ page, practice }) => {
  const { service } = await waiting(practice, { people: 1, inDays: 20 });
  for (const { id } of await slotsOf(practice, service.id)) await deleteSlot(practice, id);
  const day = new Date(Date.now() + 11 * 86_400_000).toISOString().slice(0, 10);
  // Other tests' hours begin about now in Moscow, some days on: this one begins twelve hours away.
  const start = `${String((new Date().getUTCHours() + 15) % 24).padStart(2, "0")}:10`;
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/time/?week=${day}`);
  const one = section(page, "Добавить окно");
  await one.getByLabel("Дата").fill(day);
  await one.getByLabel("Начало").fill(start);
  await one.getByLabel("Услуга").selectOption({ label: service.title });
  await one.getByLabel("Сначала листу").check();
  await one.getByRole("button", { name: "Добавить окно" }).click();
  await answered(page, "Окна добавлены");
  await expect(page.locator(".slot", { hasText: service.title })).toContainText("скрыто до");
  await page.goto(`${practice.origin}/booking/slot/?service_slug=${service.slug}`);
  await expect(page).toHaveURL(/no-slots/);
  for (const { id } of await slotsOf(practice, service.id)) await deleteSlot(practice, id);
  for (const { id } of await jobs(practice, "advance-filling")) await deleteJob(practice, id);
});

test("a person's page offers and books the free hours that suit", async ({ page, practice, javaScriptEnabled }) => {
  const { slotId, ids, service } = await waiting(practice, { people: 1, inDays: 8 });
  await signInToDesk(page, practice);
  const person = `${practice.origin}/desk/requests/${ids[0]}/`;
  await page.goto(person);
  const hours = section(page, "Время для этого человека");
  await expectAccessible(page, service.title, javaScriptEnabled);
  await hours.getByRole("button", { name: /^Предложить/ }).click();
  await answered(page, "Окно предложено этому человеку.");
  expect(await offersOf(practice, slotId)).toMatchObject([{ request: ids[0], status: "open" }]);
  await page.goto(person);
  await expect(hours).toContainText(/Предложено\s.*\sдержим\sдо/);
  await practice.freeTime(service.id, 9);
  await page.goto(`${practice.origin}/desk/offers/${slotId}/`);
  await press(page, /^Снять/);
  await answered(page, "Предложение снято.");
  await page.goto(person);
  await hours.getByRole("button", { name: /^Записать/ }).click();
  await answered(page, "Человек записан.");
  await page.goto(person);
  await expect(hours).toContainText("Запись:");
});
