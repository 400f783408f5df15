import { readFile } from "node:fs/promises";
import { atTheDesk, joined, main, press, signInToDesk } from "../support/desk/desk.ts";
import { form, send } from "../support/http.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { expect, somebody, test } from "../support/practice.ts";
import { failConfirmation } from "../support/records/mails.ts";
import { changeRequest } from "../support/records/requests.ts";
import { auditAbout } from "../support/records/team.ts";

test("a contact is shown on request, with a link to reach the person, and audited", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { address, id, href } = await joined(page, practice);
  const operator = await signInToDesk(page, practice, "assistant");
  await page.goto(href);
  if (javaScriptEnabled) await page.evaluate(() => document.body.setAttribute("data-same-page", ""));
  await press(page, "Показать контакт");
  await expect(page.getByText(address, { exact: true })).toBeVisible();
  // With JavaScript without a page load, without it with one.
  expect(await page.locator("body[data-same-page]").count()).toBe(javaScriptEnabled ? 1 : 0);
  await expect(page.getByRole("link", { name: "Написать письмо" })).toHaveAttribute("href", `mailto:${address}`);
  expect(await auditAbout(practice, id)).toMatchObject([{ operatorId: operator.id, action: "reveal" }]);
});

test("a contact shown at one request appears at no other, nor again after coming back", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { address, href } = await joined(page, practice);
  const { slug, title } = await practice.service({ title: "Вторая услуга" });
  await practice.app.createWaitlistRequest.execute({
    serviceSlug: slug,
    contact: { method: "email", value: address },
    preferredTimeWindow: "weekend",
    suspect: false,
    source: "web",
    visit: { pagePath: "/booking/no-slots/", referrerHost: null, utm: {} },
  });
  await signInToDesk(page, practice);
  await page.goto(href);
  if (javaScriptEnabled) await page.evaluate(() => document.body.setAttribute("data-same-page", ""));
  await press(page, "Показать контакт");
  await expect(page.getByText(address, { exact: true })).toBeVisible();
  await page.getByRole("link", { name: title }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(page.getByRole("button", { name: "Показать контакт" })).toBeVisible();
  expect(await page.content()).not.toContain(address);
  if (!javaScriptEnabled) return;
  await page.goBack();
  await expect(page).toHaveURL(href);
  await expect(page.getByRole("link", { name: title })).toBeVisible();
  await expect(page.getByRole("button", { name: "Показать контакт" })).toBeVisible();
  expect(await page.content()).not.toContain(address);
  expect(await page.locator("body[data-same-page]").count()).toBe(1);
});

test("consents with their dates, and mails with their results, are shown in words", async ({ page, practice }) => {
  const { id, address, href } = await joined(page, practice);
  await practice.mailTo(address);
  await practice.jobsDone();
  await signInToDesk(page, practice);
  await page.goto(href);
  await expect(main(page)).toContainText(
    /Согласие\sна\sобработку\sданных,\sтекст\sот\s[\d\u2011]+:\sдано\s\d+\s\S+\sв\s\d\d:\d\d/,
  );
  await expect(main(page)).toContainText(/Согласие\sна\sсвязь\sпо\sзаявке,\sтекст\sот/);
  const mails = page.getByRole("region", { name: "Письма" });
  await expect(mails).toContainText(/Подтверждение:\sотправлено\s\d+\s\S+\sв/);
  await failConfirmation(practice, id, "bounced");
  await page.reload();
  await expect(mails).toContainText(/Подтверждение:\sне\sдошло\s.*:\sтакого\sадреса\sнет/);
});

test("a wrong contact is corrected, and the person's own page and new address are told", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { id, address, href, row } = await joined(page, practice);
  const { text } = await practice.mailTo(address);
  await practice.jobsDone();
  await failConfirmation(practice, id, "bounced");
  await changeRequest(practice, id, { unreachableAt: new Date() });
  await signInToDesk(page, practice);
  await page.goto(href);
  await expect(main(page)).toContainText("почта не доходит");
  await main(page).getByText("Исправить или добавить контакт").click();
  await page.getByLabel("Новый контакт").fill("anna@");
  await press(page, "Сохранить контакт");
  await expect(page.getByRole("alert").filter({ hasText: "Это не похоже на почту" })).toBeVisible();
  await expect(page.getByLabel("Новый контакт")).toHaveValue("anna@");
  const right = somebody();
  await page.getByLabel("Новый контакт").fill(right);
  await press(page, "Сохранить контакт");
  await expect(page.getByRole("status").filter({ hasText: "Контакт сохранён." })).toBeVisible();
  await expect(main(page)).not.toContainText("почта не доходит");
  await expect(main(page)).toContainText("Контакт исправлен: почта, раньше — почта");
  await expect(main(page)).not.toContainText(right);
  await expectAccessible(page, "Первичная консультация", javaScriptEnabled);
  expect((await practice.mailTo(right)).text).toContain("/waitlist/");
  expect(await row()).toMatchObject({ unreachableAt: null, status: "new" });
  await page.goto(/http\S+\/waitlist\/[\w-]{22}\//.exec(text)?.[0] ?? "");
  await expect(page.getByText(/почта,\sконтакт\sисправила\sпрактика/)).toBeVisible();
});

test("a second contact is kept beside the first, and written to on a press", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { address, href } = await joined(page, practice);
  const { text } = await practice.mailTo(address);
  await practice.jobsDone();
  const own = /http\S+\/waitlist\/[\w-]{22}\//.exec(text)?.[0] ?? "";
  await signInToDesk(page, practice);
  await page.goto(href);
  await main(page).getByText("Исправить или добавить контакт").click();
  const beside = page.getByRole("radio", { name: "Он верный: оставить рядом" });
  await beside.check();
  await page.getByLabel("Новый контакт").fill("8 916");
  await press(page, "Сохранить контакт");
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(beside).toBeChecked();
  const second = somebody();
  await page.getByLabel("Новый контакт").fill(second);
  await press(page, "Сохранить контакт");
  await expect(page.getByRole("status").filter({ hasText: "Контакт сохранён." })).toBeVisible();
  await expect(main(page)).toContainText(/Второй\sконтакт:\sпочта,\sдобавлен/);
  await expectAccessible(page, "Первичная консультация", javaScriptEnabled);
  await press(page, "Показать контакт");
  await expect(main(page)).toContainText(address);
  await expect(main(page)).toContainText(second);

  await press(page, "Писать на второй контакт");
  await expect(page.getByRole("status").filter({ hasText: "Теперь пишем на второй контакт" })).toBeVisible();
  expect((await practice.mailTo(second)).text).toContain(own);
  await page.goto(own);
  await expect(page.getByText(/рядом\sпочта,\sс/)).toBeVisible();
});

test("the owner downloads and erases a person by a typed word; an assistant may not", async ({ page, practice }) => {
  const { address, href, row } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(href);
  const downloading = page.waitForEvent("download");
  await press(page, "Скачать всё файлом JSON");
  const stored = JSON.parse(await readFile(await (await downloading).path(), "utf8"));
  expect(stored.requests).toMatchObject([{ contact: { method: "email", value: address } }]);

  await page.getByLabel("Чтобы подтвердить, напишите «удалить»").fill("да");
  await press(page, "Удалить данные");
  await expect(page.getByRole("alert")).toContainText("Напишите слово «удалить»");
  await expect(page).toHaveTitle(/^Ошибка:\s/);
  const word = page.getByLabel("Чтобы подтвердить, напишите «удалить»");
  await expect(word).toHaveValue("да");
  await expect(word).toHaveAccessibleDescription(/Напишите\sслово\s«удалить»/);
  await expect(word).toHaveAttribute("aria-invalid", "true");
  expect((await row()).encryptedContactValue).not.toBeNull();
  await word.fill("Удалить");
  await press(page, "Удалить данные");
  await expect(main(page)).toContainText("Контакт удалён, показать нечего.");
  expect(await row()).toMatchObject({ encryptedContactValue: null, contactFingerprint: null, status: "closed" });

  const assistant = await atTheDesk(practice, "assistant");
  const headers = { ...form({}).headers, Cookie: assistant.cookie, Origin: practice.origin };
  expect((await send(`${href}data/`, { method: "POST", headers, body: "" })).status).toBe(403);
});

test("an undecryptable contact is explained, not shown, not exported and not audited", async ({ page, practice }) => {
  const { id, href } = await joined(page, practice);
  const other = await joined(page, practice);
  const { encryptedContactValue } = await other.row();
  await changeRequest(practice, id, { encryptedContactValue });
  await signInToDesk(page, practice);
  await page.goto(href);
  await press(page, "Скачать всё файлом JSON");
  await expect(page.getByRole("alert")).toContainText("Файл не получился: контакт этого человека не расшифровывается");
  await press(page, "Показать контакт");
  await expect(page.getByRole("alert").filter({ hasText: "ключ не подходит" })).toBeVisible();
  expect(await auditAbout(practice, id)).toEqual([]);
});

test("an unknown id is a page in the desk's frame", async ({ page, practice }) => {
  await signInToDesk(page, practice);
  for (const id of ["00000000-0000-7000-8000-000000000000", "no-id"]) {
    const answer = await page.goto(`${practice.origin}/desk/requests/${id}/`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("navigation", { name: "Разделы" })).toBeVisible();
  }
});

test("axe finds nothing on the list and on a person's page, shown and refused", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { href, service } = await joined(page, practice);
  await signInToDesk(page, practice);
  for (const query of ["?status=new", "?status=soon"]) {
    await page.goto(`${practice.origin}/desk/${query}`);
    await expectAccessible(page, "Кто ждёт", javaScriptEnabled);
  }
  await page.goto(href);
  await expectAccessible(page, service.title, javaScriptEnabled);
  await press(page, "Показать контакт");
  await expect(page.getByRole("link", { name: "Написать письмо" })).toBeVisible();
  await expectAccessible(page, service.title, javaScriptEnabled);
  await press(page, "Удалить данные");
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page, service.title, javaScriptEnabled);
});
