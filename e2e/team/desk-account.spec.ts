import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { addOperator, addSession } from "#app/testing/desk.ts";
import { quickHashing } from "#app/testing/quick-hashing.ts";
import { joined, main, press, signInToDesk } from "../support/desk/desk.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { expect, type Practice, test } from "../support/practice.ts";
import { addDeeds, auditBy, changeOperator, codeGivenAt, operatorById, sessionsOf } from "../support/records/team.ts";

const { passwords } = quickHashing();

const PASSWORD = "correct horse battery";
const FRESH = "correct horse battery staple";

/** An operator with a password and ten recovery codes, on their account page. */
async function atTheAccount(page: Page, practice: Practice) {
  const operator = await signInToDesk(page, practice);
  const hash = await passwords.hash(PASSWORD);
  await changeOperator(practice, operator.id, { passwordHash: hash });
  await page.goto(`${practice.origin}/desk/`);
  await page.getByRole("link", { name: operator.email }).click();
  await press(page, "Создать запасные коды");
  await expect(main(page)).toContainText("больше они здесь не появятся");
  const codes = await main(page).locator("code").allTextContents();
  expect(codes).toEqual(Array(10).fill(expect.stringMatching(/^([0-9a-z]{4}-){5}[0-9a-z]{4}$/)));
  const sessions = () => sessionsOf(practice, operator.id);
  const codeForgotten = () => codeGivenAt(practice, operator.id, null);
  return { ...operator, codes: () => codes.shift() ?? "", sessions, codeForgotten };
}

async function confirmWith(page: Page, code: string) {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Подтвердите кодом");
  await page.getByText("Нет приложения под рукой?").click();
  await page.getByLabel("Запасной код").fill(code);
  await page.getByRole("button", { name: "Подтвердить и продолжить" }).last().click();
}

test("the own password changes by the old one and a code; other sessions end", async ({ page, practice }) => {
  const { id, email, codes, sessions } = await atTheAccount(page, practice);
  await page.goto(`${practice.origin}/desk/account/`);
  await expect(main(page)).toContainText("Осталось кодов: 10 из 10");
  await addSession(practice.connection, id);
  await addSession(practice.connection, id, new Date(), "password");
  const change = async (old: string, fresh: string, code: string) => {
    await page.getByLabel("Нынешний пароль").fill(old);
    await page.getByLabel("Новый пароль").fill(fresh);
    await page.getByLabel("Код", { exact: true }).fill(code);
    await press(page, "Сменить пароль");
  };
  const refused = (words: string) => expect(page.getByRole("alert").first()).toContainText(words);
  await expect(page.locator('input:not([type="hidden"])[autocomplete="username"]')).toHaveValue(email);
  await change(PASSWORD, "short", "12");
  await refused("Введите шесть цифр из приложения или запасной код");
  await change(PASSWORD, "1qaz2wsx3edc4rfv", "000000");
  await refused("Такой пароль подбирают одним из первых");
  await change(PASSWORD, email, "000000");
  await refused("почти ничего, кроме названия практики или вашей почты");
  await change("not the present one", FRESH, "000000");
  await refused("Нынешний пароль не подошёл");
  await change(PASSWORD, FRESH, "000000");
  await refused("Код не подошёл");
  expect(await page.content()).not.toContain(PASSWORD);
  expect(await sessions()).toHaveLength(3);

  await change(PASSWORD, FRESH, codes().toUpperCase());
  await expect(page.getByText("Пароль изменён, остальные входы завершены")).toBeVisible();
  expect(await sessions()).toHaveLength(1);
  const { passwordHash } = await operatorById(practice, id);
  expect(await passwords.verify(FRESH, passwordHash ?? "")).toBe("right");
  await practice.mailTo(email, "Пароль изменён");
  const used = await practice.mailTo(email, "Использован запасной код");
  expect(used.text).toContain(`Чей вход: ${email}`);
});

test("a recovery code replaces the app's code once; the use is audited and mailed", async ({ page, practice }) => {
  const { id, email, codes } = await atTheAccount(page, practice);
  const code = codes();
  const enter = async () => {
    await press(page, "Выйти");
    await page.getByLabel("Эл. почта").fill(email);
    await page.getByLabel("Пароль").fill(PASSWORD);
    await press(page, "Дальше");
    await page.getByText("Нет приложения под рукой?").click();
  };
  await enter();
  await page.getByLabel("Запасной код").fill("not a code");
  await page.getByRole("button", { name: "Войти" }).last().click();
  await expect(page.getByRole("alert").first()).toContainText("состоит из 24 букв и цифр");
  await page.getByLabel("Запасной код").fill(code);
  await page.getByRole("button", { name: "Войти" }).last().click();
  await expect(page).toHaveURL(`${practice.origin}/desk/`);
  await practice.mailTo(email, "Использован запасной код");
  expect((await auditBy(practice, id)).slice(-2)).toEqual([
    { action: "recovery_code_used", subjectKind: null, details: { left: "9" } },
    { action: "sign_in", subjectKind: null, details: { by: "recovery" } },
  ]);
  await enter();
  await page.getByLabel("Запасной код").fill(code);
  await page.getByRole("button", { name: "Войти" }).last().click();
  await expect(page.getByRole("alert").first()).toContainText("Код не подошёл");
});

test("the app is replaced by a first code of the new key only; owners are told", async ({ page, practice }) => {
  const { id, email, codes, codeForgotten, sessions } = await atTheAccount(page, practice);
  const { email: colleague } = await ownerWhoCanSignIn(practice);
  await codeForgotten();
  await addSession(practice.connection, id);
  await press(page, "Заменить приложение");
  await confirmWith(page, codes());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Новое приложение с кодами");
  const key = () => main(page).locator("code").textContent();
  const shown = (await key()) ?? "";
  await page.getByLabel("Первый код").fill("12");
  await press(page, "Заменить");
  await expect(page.getByRole("alert").first()).toContainText("Код состоит из шести цифр");
  await page.getByLabel("Первый код").fill("000000");
  await press(page, "Заменить");
  await expect(page.getByRole("alert").first()).toContainText("Код не подошёл");
  await expect(main(page)).toContainText("Проверьте, что ключ введён верно");
  expect(await key()).toBe(shown);
  await page.getByLabel("Первый код").fill(new TOTP({ secret: shown.replaceAll(" ", "") }).generate());
  await press(page, "Заменить");
  await expect(main(page)).toContainText("Приложение заменено");
  expect(await sessions()).toHaveLength(1);
  for (const owner of [email, colleague]) {
    const mail = await practice.mailTo(owner, "Заменено приложение с кодами");
    expect(mail.text).toContain(`Чей вход: ${email}`);
  }
  expect((await operatorById(practice, id)).totpSecret).not.toContain(shown.replaceAll(" ", ""));
});

test("own sessions are listed, the present one is marked, and each can be ended", async ({ page, practice }) => {
  const { id, sessions } = await atTheAccount(page, practice);
  await addSession(practice.connection, id, new Date(Date.now() - 3600_000));
  await addSession(practice.connection, id, new Date(), "password");
  await addSession(practice.connection, id, new Date(Date.now() - 3 * 3600_000));
  await page.goto(`${practice.origin}/desk/account/`);
  const row = (what: string) => page.getByRole("row").filter({ hasText: what });
  const end = (what: string) => row(what).getByRole("button", { name: "Завершить" }).click();
  await expect(row("другой вход")).toHaveCount(1);
  await end("другой вход");
  await expect(page.getByText("Вход завершён.")).toBeVisible();
  await end("введён пароль, кода ещё не было");
  await expect(row("введён пароль")).toHaveCount(0);
  expect(await sessions()).toHaveLength(2);
  await end("этот вход");
  await expect(page.getByRole("heading", { name: "Вход на рабочий стол" })).toBeVisible();
  await page.goto(`${practice.origin}/desk/account/`);
  await expect(page.getByRole("heading", { name: "Вход на рабочий стол" })).toBeVisible();
});

test("the code is asked for again before an invitation, and the typed fields are kept", async ({ page, practice }) => {
  const { email, codes, codeForgotten } = await atTheAccount(page, practice);
  const { email: colleague } = await ownerWhoCanSignIn(practice);
  await codeForgotten();
  await page.goto(`${practice.origin}/desk/settings/`);
  const invited = `invited.${crypto.randomUUID().slice(0, 8)}@practice.example`;
  await page.getByLabel("Эл. почта").fill(invited);
  await page.getByRole("radio", { name: "владелец" }).check();
  await press(page, "Создать приглашение");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Подтвердите кодом");
  await page.getByLabel("Код", { exact: true }).fill("000 000");
  await page.getByRole("button", { name: "Подтвердить и продолжить" }).first().click();
  await expect(page.getByRole("alert").first()).toContainText("Код не подошёл");
  await confirmWith(page, codes());
  const told = page.getByRole("status").filter({ hasText: "Ссылка-приглашение" });
  await expect(told).toContainText(`Для ${invited}. Роль: владелец.`);
  for (const owner of [email, colleague]) {
    const mail = await practice.mailTo(owner, "Приглашён владелец");
    expect(mail.text).toContain(`Чей вход: ${invited}`);
  }
  // For fifteen minutes no code is asked for.
  await page.getByLabel("Эл. почта").fill(`another.${invited}`);
  await press(page, "Создать приглашение");
  await expect(told).toContainText(`Для another.${invited}`);
});

test("the code is asked for before a person's file, and leads back to its button", async ({ page, practice }) => {
  const { row, href } = await joined(page, practice);
  const { codes, codeForgotten } = await atTheAccount(page, practice);
  await codeForgotten();
  await page.goto(href);
  await press(page, "Скачать всё файлом JSON");
  await confirmWith(page, codes());
  await expect(main(page)).toContainText("Теперь можно скачать файл");
  const download = page.waitForEvent("download");
  await press(page, "Скачать всё файлом JSON");
  expect((await download).suggestedFilename()).toBe("person.json");

  await codeForgotten();
  await page.goto(href);
  await page.getByLabel("Чтобы подтвердить").fill("удалить");
  await press(page, "Удалить данные");
  await confirmWith(page, codes());
  await expect(main(page)).toContainText("Данные удалены");
  expect(await row()).toMatchObject({ encryptedContactValue: null });
});

test("the contact is shown after the code where many were shown before it", async ({ page, practice }) => {
  const { address, href } = await joined(page, practice);
  const { id, codes, codeForgotten } = await atTheAccount(page, practice);
  await addDeeds(practice, id, "reveal", 50);
  await codeForgotten();
  await page.goto(href);
  await press(page, "Показать контакт");
  await expect(main(page)).toContainText("За час показано контактов: 50");
  await confirmWith(page, codes());
  await expect(main(page)).toContainText(address);
});

test("axe finds nothing on the account, its new app and code page, shown and refused", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { id, codes, codeForgotten } = await atTheAccount(page, practice);
  const clean = (heading: string) => expectAccessible(page, heading, javaScriptEnabled);
  await addSession(practice.connection, id);
  await clean("Мой вход");
  await page.goto(`${practice.origin}/desk/account/`);
  await press(page, "Сменить пароль");
  await expect(page.getByRole("alert").first()).toBeVisible();
  await clean("Мой вход");
  await page.goto(`${practice.origin}/desk/account/factor/`);
  await clean("Новое приложение с кодами");
  await codeForgotten();
  await press(page, "Заменить приложение");
  await clean("Подтвердите кодом");
  await page.getByRole("button", { name: "Подтвердить и продолжить" }).first().click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await clean("Подтвердите кодом");
  await confirmWith(page, codes());
  await clean("Новое приложение с кодами");
  await press(page, "Заменить");
  await expect(page.getByRole("alert").first()).toBeVisible();
  await clean("Новое приложение с кодами");
});

async function ownerWhoCanSignIn(practice: Practice) {
  const owner = await addOperator(practice.connection);
  await changeOperator(practice, owner.id, { passwordHash: "kept" });
  return owner;
}
