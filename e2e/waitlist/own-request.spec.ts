import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../support/pages/accessible.ts";
import { everything, fill, send } from "../support/pages/form.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";

async function joined(page: Page, practice: Practice) {
  const service = await practice.service({ title: "Первичная консультация" });
  const address = somebody();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
  await fill(page, everything("email", address));
  await send(page);
  const mail = await practice.mailTo(address);
  const link = /http\S+\/waitlist\/[\w-]{22}\//.exec(mail.text)?.[0] ?? "";
  const row = async () =>
    (await practice.query("select * from waitlist_requests where service_id = $1", [service.id]))[0];
  return { service, address, link, row, id: String((await row())?.id) };
}
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();

test("the window is changed, and a pause begins and ends, each with a word that it is done", async ({
  page,
  practice,
}) => {
  const { link, row } = await joined(page, practice);
  await page.goto(link);
  await expect(page.getByRole("main")).toContainText("Вы в листе ожидания.");
  await expect(page.getByRole("radio", { name: "Будни, вечер" })).toBeChecked();
  await page.getByRole("radio", { name: "Выходные" }).check();
  await press(page, "Сохранить удобное время");
  await expect(page.getByRole("status").first()).toHaveText("Сохранено: удобное время изменено.");
  await expect(page.getByRole("radio", { name: "Выходные" })).toBeChecked();
  expect(await row()).toMatchObject({ preferred_time_window: "weekend", status: "new" });

  await press(page, "Поставить заявку на паузу");
  await expect(page.getByRole("main")).toContainText("Заявка на паузе");
  await page.reload();
  expect((await row())?.paused_at).not.toBeNull();
  await press(page, "Снять заявку с паузы");
  await expect(page.getByRole("main")).toContainText("Вы в листе ожидания.");
  expect((await row())?.paused_at).toBeNull();
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
  expect(await row()).toMatchObject({ preferred_time_window: "weekday_evening", window_before_repeat: null });
  expect((await row())?.paused_at).not.toBeNull();
});

test("a person asked whether they still wait answers with one button", async ({ page, practice }) => {
  const { link, row, id } = await joined(page, practice);
  await practice.query(
    "update waitlist_requests set expires_at = now() + interval '5 days', renewal_asked_at = now() where id = $1",
    [id],
  );
  await page.goto(link);
  await press(page, "Да, я ещё жду");
  await expect(page.getByRole("status").first()).toHaveText("Сохранено: заявка ждёт ещё 90 дней.");
  await expect(page.getByRole("button", { name: "Да, я ещё жду" })).toHaveCount(0);
  expect((await row())?.renewal_asked_at).toBeNull();
  expect(Number(new Date(String((await row())?.expires_at)))).toBeGreaterThan(Date.now() + 80 * 24 * 3600_000);
});

test("all that is stored is downloaded as a file", async ({ page, practice }) => {
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

test("leaving is one button; the contact can be destroyed right after it", async ({ page, practice }) => {
  const { link, row } = await joined(page, practice);
  await page.goto(link);
  await press(page, "Выйти из листа ожидания");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Вы вышли из листа ожидания");
  expect(await row()).toMatchObject({ status: "closed", closed_reason: "withdrawn" });
  await press(page, /Удалить данные сейчас/);
  await press(page, "Да, удалить мои данные");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Данные удалены");
  expect(await row()).toMatchObject({ encrypted_contact_value: null, contact_fingerprint: null });
});

test("erasing asks once more; then the contact, the mail's file and the link are gone and a number stays", async ({
  page,
  practice,
}) => {
  const { link, row, id, address } = await joined(page, practice);
  // A mail in flight is destroyed by a second attempt, with an entry of its own: here all of them were sent.
  await practice.jobsDone();
  await page.goto(link);
  await press(page, /Удалить данные/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Удалить данные?");
  expect(await row()).toMatchObject({ status: "new" });
  await page.getByRole("link", { name: "Не удалять" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ваша заявка");

  await press(page, /Удалить данные/);
  await press(page, "Да, удалить мои данные");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Данные удалены");
  expect(await row()).toMatchObject({ status: "closed", encrypted_contact_value: null, contact_fingerprint: null });
  await expect.poll(async () => (await practice.mails()).filter(({ to }) => to === address)).toEqual([]);
  await expect
    .poll(() => practice.query("select destroyed from erasures where waitlist_request_id = $1 order by id", [id]))
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
  expect(await row()).toMatchObject({ status: "closed", closed_reason: "withdrawn" });
  await practice.jobsDone();
  expect((await practice.mails()).filter(({ to, subject }) => to === address && subject === mail.subject)).toHaveLength(
    1,
  );
});

test("a mistyped contact is kept and explained", async ({ page, practice }) => {
  await page.goto(`${practice.origin}/waitlist/leave/`);
  await fill(page, { method: "email", contact: "anna@" });
  await press(page, "Выйти из листа ожидания");
  await expect(page).toHaveTitle(/^Ошибка: /);
  await expect(page.getByRole("textbox", { name: "Адрес почты" })).toHaveValue("anna@");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("опечатка");
});
