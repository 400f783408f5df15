import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/pages/accessible.ts";
import { everything, fill, send } from "../support/pages/form.ts";
import { press } from "../support/pages/press.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";
import { erasuresOf } from "../support/records/people.ts";
import { changeRequest, requestOf } from "../support/records/requests.ts";

async function joined(page: Page, practice: Practice) {
  const service = await practice.service({ title: "Первичная консультация" });
  const address = somebody();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
  await fill(page, everything("email", address));
  await send(page);
  const mail = await practice.mailTo(address);
  const link = /http\S+\/waitlist\/[\w-]{22}\//.exec(mail.text)?.[0] ?? "";
  const row = () => requestOf(practice, service.id);
  return { service, address, link, row, id: (await row()).id };
}

test("the window is changed, and a pause begins and ends, each with a confirmation", async ({ page, practice }) => {
  const { link, row } = await joined(page, practice);
  await page.goto(link);
  await expect(page.getByRole("main")).toContainText("Вы в листе ожидания.");
  await expect(page.getByRole("radio", { name: "Будни, вечер" })).toBeChecked();
  await page.getByRole("radio", { name: "Выходные" }).check();
  await press(page, "Сохранить удобное время");
  await expect(page.getByRole("status").first()).toHaveText("Сохранено: удобное время изменено.");
  await expect(page.getByRole("radio", { name: "Выходные" })).toBeChecked();
  expect(await row()).toMatchObject({ preferredTimeWindow: "weekend", status: "new" });

  await press(page, "Поставить заявку на паузу");
  await expect(page.getByRole("main")).toContainText("Заявка на паузе");
  await page.reload();
  expect((await row()).pausedAt).not.toBeNull();
  await press(page, "Снять заявку с паузы");
  await expect(page.getByRole("main")).toContainText("Вы в листе ожидания.");
  expect((await row()).pausedAt).toBeNull();
});

test("a window changed by a public repeat is restored by one press; the pause stays", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { link, row, service, address } = await joined(page, practice);
  await page.goto(link);
  await press(page, "Поставить заявку на паузу");
  await expect(page.getByRole("main")).toContainText("Заявка на паузе");
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
  await fill(page, everything("email", address, "Выходные"));
  await send(page);
  await expect(page).toHaveURL(/thanks/);

  await page.goto(link);
  await expect(page.getByRole("main")).toContainText("Заявка на паузе");
  const offer = page.getByRole("region", { name: "Вернуть прежнее время?" });
  await expect(offer).toContainText("выбрали «Выходные», а было «Будни, вечер»");
  await expectAccessible(page, "Ваша заявка", javaScriptEnabled);
  await press(page, "Вернуть «Будни, вечер»");
  await expect(page.getByRole("status").first()).toHaveText("Сохранено: удобное время изменено.");
  await expect(offer).toHaveCount(0);
  await expect(page.getByRole("radio", { name: "Будни, вечер" })).toBeChecked();
  expect(await row()).toMatchObject({ preferredTimeWindow: "weekday_evening", windowBeforeRepeat: null });
  expect((await row()).pausedAt).not.toBeNull();
});

test("a person asked whether they still wait answers with one button", async ({ page, practice }) => {
  const { link, row, id } = await joined(page, practice);
  const soon = new Date(Date.now() + 5 * 24 * 3600_000);
  await changeRequest(practice, id, { expiresAt: soon, renewalAskedAt: new Date() });
  await page.goto(link);
  await press(page, "Да, я ещё жду");
  await expect(page.getByRole("status").first()).toHaveText("Сохранено: заявка ждёт ещё 90 дней.");
  await expect(page.getByRole("button", { name: "Да, я ещё жду" })).toHaveCount(0);
  expect((await row()).renewalAskedAt).toBeNull();
  expect((await row()).expiresAt.getTime()).toBeGreaterThan(Date.now() + 80 * 24 * 3600_000);
});

test("the result comes first in the title, and has the focus", async ({ page, practice }) => {
  const { link } = await joined(page, practice);
  const steps = [
    ["Сохранить удобное время", "Сохранено: удобное время изменено · Ваша заявка"],
    ["Поставить заявку на паузу", "Сохранено: заявка на паузе · Ваша заявка"],
    ["Снять заявку с паузы", "Сохранено: вы снова ждёте · Ваша заявка"],
    ["Выйти из листа ожидания", "Вы вышли из листа ожидания"],
    ["Удалить данные сейчас…", "Удалить данные?"],
    ["Да, удалить мои данные", "Данные удалены"],
  ] as const;
  await page.goto(link);
  for (const [button, title] of steps) {
    await press(page, button);
    await expect(page).toHaveTitle(`${title} · Эмоциональный баланс`);
    await expect(page.locator("[data-answer]")).toBeFocused();
  }
});

test("a person who left and kept their data returns, and is promised nothing done", async ({ page, practice }) => {
  const { link } = await joined(page, practice);
  await page.goto(link);
  await press(page, "Удалить данные…");
  await expect(page.getByRole("main")).toContainText("Заявка закроется");
  await page.getByRole("link", { name: "Не удалять" }).click();
  await press(page, "Выйти из листа ожидания");
  await press(page, "Удалить данные сейчас…");
  await expect(page.getByRole("main")).toContainText("Контакт будет уничтожен");
  await expect(page.getByRole("main")).not.toContainText("Заявка закроется");
  await page.getByRole("link", { name: "Не удалять" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Вы вышли из листа ожидания");
  await press(page, "Удалить данные сейчас…");
  await press(page, "Да, удалить мои данные");
  expect((await page.goto(`${link}?done=left`))?.status()).toBe(404);
});

test("everything stored is downloaded as a file", async ({ page, practice }) => {
  const { link, address, id } = await joined(page, practice);
  await page.goto(link);
  const downloading = page.waitForEvent("download");
  await press(page, /Скачать/);
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("request.json");
  const stored = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(stored).toMatchObject({ contact: { method: "email", value: address }, request: { id } });
  expect(stored.consents).toHaveLength(2);
});

test("everything stored is read on a page of its own, which nothing keeps", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { link, address } = await joined(page, practice);
  await practice.jobsDone();
  await page.goto(link);
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await press(page, "Показать, что хранится");
  const { "cache-control": cache, "x-robots-tag": robots } = (await answered).headers();
  expect([cache, robots]).toEqual(["no-store", "noindex"]);
  const main = page.getByRole("main");
  await expect(main).toContainText(`почта, ${address}`);
  await expect(page.getByRole("region", { name: "Согласия" }).getByRole("listitem")).toHaveCount(2);
  await expect(page.getByRole("region", { name: "Что было с заявкой" })).toContainText("Заявка в лист ожидания");
  await expect(page.getByRole("region", { name: "Письма" })).toContainText(/Вам,\sподтверждение\sзаявки:\sотправлено/);
  await expectAccessible(page, "Что о вас хранится", javaScriptEnabled);
  const downloading = page.waitForEvent("download");
  await press(page, /Скачать/);
  expect((await downloading).suggestedFilename()).toBe("request.json");
  await page.getByRole("link", { name: "К заявке" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ваша заявка");
});

test("leaving is one button; the contact can be destroyed right after it", async ({ page, practice }) => {
  const { link, row } = await joined(page, practice);
  await page.goto(link);
  await press(page, "Выйти из листа ожидания");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Вы вышли из листа ожидания");
  expect(await row()).toMatchObject({ status: "closed", closedReason: "withdrawn" });
  await press(page, /Удалить\sданные\sсейчас/);
  await press(page, "Да, удалить мои данные");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Данные удалены");
  expect(await row()).toMatchObject({ encryptedContactValue: null, contactFingerprint: null });
});

test("erasing asks once more; then contact, mail file and link no longer exist", async ({ page, practice }) => {
  const { link, row, id, address } = await joined(page, practice);
  // A mail in flight is destroyed by a second attempt, with an entry of its own: here all of them were sent.
  await practice.jobsDone();
  await page.goto(link);
  await press(page, /Удалить\sданные/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Удалить данные?");
  expect(await row()).toMatchObject({ status: "new" });
  await page.getByRole("link", { name: "Не удалять" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ваша заявка");

  await press(page, /Удалить\sданные/);
  await press(page, "Да, удалить мои данные");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Данные удалены");
  expect(await row()).toMatchObject({ status: "closed", encryptedContactValue: null, contactFingerprint: null });
  await expect.poll(async () => (await practice.mails()).filter(({ to }) => to === address)).toEqual([]);
  await expect
    .poll(() => erasuresOf(practice, id))
    .toMatchObject([{ destroyed: { waitlist_requests: 1, lead_identities: 1 } }, { destroyed: {} }]);
  const answer = await page.goto(link);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("По этой ссылке заявки нет");
});

test("leaving by a waiting address mails the link, which closes the request", async ({ page, practice }) => {
  const { address, link, row } = await joined(page, practice);
  for (const _ of ["once", "twice"]) {
    await page.goto(`${practice.origin}/waitlist/leave/`);
    await fill(page, { method: "email", contact: address });
    await press(page, "Выйти из листа ожидания");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Просьба принята");
  }
  const mail = await practice.mailTo(address, "Ссылка на вашу заявку");
  expect(mail.text).toContain(link);
  expect(await row()).toMatchObject({ status: "new" });
  await page.goto(link);
  await press(page, "Выйти из листа ожидания");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Вы вышли из листа ожидания");
  expect(await row()).toMatchObject({ status: "closed", closedReason: "withdrawn" });
  await practice.jobsDone();
  expect((await practice.mails()).filter(({ to, subject }) => to === address && subject === mail.subject)).toHaveLength(
    1,
  );
});

test("a mistyped contact is kept and explained", async ({ page, practice }) => {
  await page.goto(`${practice.origin}/waitlist/leave/`);
  await fill(page, { method: "email", contact: "anna@" });
  await press(page, "Выйти из листа ожидания");
  await expect(page).toHaveTitle(/^Ошибка:\s/);
  await expect(page.getByRole("textbox", { name: "Адрес почты" })).toHaveValue("anna@");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("опечатка");
});
