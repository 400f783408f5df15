import { readFile } from "node:fs/promises";
import { BOOKED_SUBJECT, offered } from "../support/offers/offers.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { press } from "../support/pages/press.ts";
import { expect, test } from "../support/practice.ts";
import { expireOffers, offersOf, wakeFillings } from "../support/records/offers.ts";
import { changeRequest, requestById } from "../support/records/requests.ts";
import { blockSlot } from "../support/records/timetable.ts";

test("a freed hour is offered by mail, taken with one press, and cancelled", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { link, address, mail, state } = await offered(practice);
  expect(mail.subject).not.toContain("?");
  expect(mail.text).toContain("Если ответите позже и время ещё свободно, оно ваше.");
  expect(mail.headers["List-Unsubscribe"]).toMatch(/\/waitlist\/[\w-]{22}\/>$/);
  await page.goto(link);
  await expectAccessible(page, "Это время держат для вас", javaScriptEnabled);
  await expect(page.getByRole("main")).toContainText("Первичная консультация");
  await expect.poll(state).toMatchObject({ status: "open", sent: true });

  await press(page, "Беру это время");
  await expect(page.getByRole("status").first()).toHaveText("Готово, время за вами.");
  await expectAccessible(page, "Время за вами", javaScriptEnabled);
  expect(await state()).toMatchObject({ status: "accepted", bookings: 1, request: "closed/booked" });

  const booked = await practice.mailTo(address, BOOKED_SUBJECT);
  expect(booked.files?.[0]?.content).toContain("SUMMARY:Встреча\r\n");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Скачать файл для календаря" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("meeting.ics");
  const startsIn = (text = "") => /DTSTART:\d{8}T\d{6}Z/.exec(text)?.[0];
  expect(startsIn(await readFile(await download.path(), "utf8"))).toBe(startsIn(booked.files?.[0]?.content));

  await press(page, "Отменить встречу…");
  await expectAccessible(page, "Отменить встречу?", javaScriptEnabled);
  await press(page, "Отменить и вернуться в лист");
  await expectAccessible(page, "Эта встреча отменена", javaScriptEnabled);
  await expect(page.getByRole("main")).toContainText("Вы снова в листе ожидания");
  expect(await state()).toMatchObject({ status: "accepted", bookings: 0, request: "new" });
  await expect(page.getByRole("button", { name: /Беру/ })).toHaveCount(0);
});

test("declining frees the hour, keeps the place, and passes the hour on", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { link, persons, offer, state } = await offered(practice, { people: 2 });
  await page.goto(link);
  await page.getByRole("radio", { name: "Нужно позже" }).check();
  await press(page, "Это время не подходит");
  await expectAccessible(page, "Ответ принят", javaScriptEnabled);
  expect(await state()).toMatchObject({ status: "declined", decline_reason: "later", request: "new" });
  await page.reload();
  await expect(page.getByRole("button", { name: /Беру/ })).toHaveCount(0);

  const next = await offer(persons[1]?.address ?? "");
  await page.goto(next.link);
  await press(page, "Беру это время");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Время за вами");
});

test("a late yes takes a free hour, and goes next while another person holds it", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { link, persons, offer, state, endHold } = await offered(practice, { people: 2 });
  await endHold();
  await page.goto(link);
  await expectAccessible(page, "Срок прошёл, но время ещё свободно", javaScriptEnabled);
  await wakeFillings(practice);
  await practice.hurry();
  await offer(persons[1]?.address ?? "");

  await page.reload();
  await expectAccessible(page, "Сейчас это время держат для другого человека", javaScriptEnabled);
  await press(page, "Беру, если освободится");
  await expectAccessible(page, "Ваш ответ записан", javaScriptEnabled);
  expect(await state()).toMatchObject({ status: "expired", bookings: 0 });
  expect((await state())?.late_yes_at).not.toBeNull();

  await endHold();
  await practice.hurry();
  await expect.poll(state, { timeout: 60_000 }).toMatchObject({ status: "accepted", bookings: 1 });
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Время за вами");
});

test("two tabs and the back button say what became of the hour", async ({ page, practice, context }) => {
  const { link, state } = await offered(practice);
  const other = await context.newPage();
  await page.goto(link);
  await other.goto(link);
  await press(page, "Беру это время");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Время за вами");
  await press(other, "Беру это время");
  await expect(other.getByRole("heading", { level: 1 })).toHaveText("Время за вами");
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Время за вами");
  await expect(page.getByRole("button", { name: "Беру это время" })).toHaveCount(0);
  expect(await state()).toMatchObject({ status: "accepted", bookings: 1 });
  await other.close();
});

test("one's own page leads to an open offer, then to the hour, and back to the list", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { ownLink, state } = await offered(practice);
  await page.goto(ownLink);
  await expectAccessible(page, "Ваша заявка", javaScriptEnabled);
  await page.getByRole("link", { name: "Посмотреть и ответить" }).click();
  await press(page, "Беру это время");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Время за вами");

  await page.goto(ownLink);
  await expectAccessible(page, "Ваша заявка", javaScriptEnabled);
  await page.getByRole("link", { name: "Посмотреть время" }).click();
  await expectAccessible(page, "Время за вами", javaScriptEnabled);
  await press(page, "Отменить встречу…");
  await press(page, "Отменить и больше не ждать");
  await expectAccessible(page, "Встреча отменена", javaScriptEnabled);
  expect(await state()).toMatchObject({ bookings: 0, request: "closed/booked" });
  await press(page, "Вернуться в лист ожидания");
  await expect(page.getByRole("main")).toContainText("Вы в листе ожидания.");
  expect(await state()).toMatchObject({ request: "new" });
});

test("after silence in a row the person says on their own page whether they wait", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { ownLink, slot } = await offered(practice);
  const [offer] = await offersOf(practice, slot.id);
  const id = offer?.waitlistRequestId ?? "";
  await changeRequest(practice, id, { askedToWaitAt: new Date() });
  await expireOffers(practice, slot.id);
  await blockSlot(practice, slot.id);
  await page.goto(ownLink);
  await expect(page.getByRole("heading", { name: "Ждать дальше?" })).toBeVisible();
  await expectAccessible(page, "Ваша заявка", javaScriptEnabled);
  await press(page, "Да, жду");
  await expect(page.getByRole("heading", { name: "Ждать дальше?" })).toHaveCount(0);
  expect((await requestById(practice, id)).askedToWaitAt).toBeNull();
});
