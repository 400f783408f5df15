import { TOTP } from "otpauth";
import { signInToDesk } from "../support/desk/desk.ts";
import { accept, codeOf, PASSWORD, signOut, typeCode, typePassword } from "../support/desk/door.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { promisedToday } from "../support/pages/promised.ts";
import { expect, test } from "../support/practice.ts";
import { endSessions, nextCode, operatorNamed, sessionsOf, wholeAudit } from "../support/records/team.ts";
import { promiseDays, promisedDays } from "../support/records/timetable.ts";

test("an invitation opens once; an ended session is reported, and sign-in leads back", async ({ page, practice }) => {
  const { email, base32, address } = await accept(page, practice);
  const { id } = await operatorNamed(practice, email);
  const before = await promisedDays(practice);
  await page.goto(`${practice.origin}/desk/settings/?from=here`);
  await endSessions(practice, id);
  await page.getByLabel("Отвечаем в течение").fill("29");
  await page.getByRole("button", { name: "Сохранить срок" }).click();
  await expect(page.getByRole("alert")).toContainText("Форма не отправлена, ничего не изменилось");
  expect(await promisedDays(practice)).toBe(before);

  await typePassword(page, email.toUpperCase(), PASSWORD);
  await expect(page.getByLabel("Код", { exact: true })).toHaveAttribute("autocomplete", "one-time-code");
  await page.getByLabel("Код", { exact: true }).fill("12 34");
  await page.getByRole("button", { name: "Войти" }).first().click();
  await expect(page.getByRole("alert")).toContainText("шести цифр");
  await nextCode(practice, email);
  await page.getByLabel("Код", { exact: true }).fill(codeOf(base32).replace(/^(...)/, "$1 "));
  await page.getByRole("button", { name: "Войти" }).first().click();
  await expect(page).toHaveURL(`${practice.origin}/desk/settings/?from=here`);
  await page.goto(`${practice.origin}/desk/audit/`);
  await expect(page.getByRole("cell", { name: "вход", exact: true }).first()).toBeVisible();

  await endSessions(practice, id);
  await page.goto(`${practice.origin}/desk/audit/`);
  await expect(page.getByRole("status").filter({ hasText: "Прошлый сеанс закончился" })).toBeVisible();
  expect(new URL(page.url()).searchParams.get("next")).toBe("/desk/audit/");
  const again = await page.goto(address);
  expect(again?.status()).toBe(404);
  await expect(page.getByText("Им уже воспользовались")).toBeVisible();
});

test("a wrong password, unknown e-mail or used code is refused in words and audited", async ({ page, practice }) => {
  const { email, code } = await accept(page, practice);
  await signOut(page);
  await typePassword(page, email, "not the password at all");
  const wrong = await page.getByRole("alert").textContent();
  await expect(page.getByLabel("Эл. почта")).toHaveValue(email);
  await expect(page.getByLabel("Пароль")).toHaveValue("");
  await typePassword(page, "nobody@practice.example", PASSWORD);
  expect(await page.getByRole("alert").textContent()).toBe(wrong);

  await typePassword(page, email, PASSWORD);
  await page.getByLabel("Код", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Войти" }).first().click();
  await expect(page.getByRole("alert")).toContainText("Код не подошёл");
  const { id } = await operatorNamed(practice, email);
  const failed = (await wholeAudit(practice)).filter(({ action }) => action === "sign_in_failed");
  expect(failed.slice(-3)).toMatchObject([
    { operatorId: id, details: { step: "password" } },
    { operatorId: null, details: { step: "password" } },
    { operatorId: id, details: { step: "code" } },
  ]);
});

test("a new sign-in ends this browser's earlier session", async ({ page, practice }) => {
  const { email } = await accept(page, practice);
  const { id } = await operatorNamed(practice, email);
  const sessions = () => sessionsOf(practice, id);
  expect(await sessions()).toMatchObject([{ stage: "full" }]);
  const entered = await page.request.post(`${practice.origin}/desk/sign-in/`, {
    form: { intent: "password", email, password: PASSWORD },
    headers: { Origin: practice.origin },
    maxRedirects: 0,
  });
  expect(entered.status()).toBe(302);
  expect(await sessions()).toMatchObject([{ stage: "password" }]);
  await accept(page, practice);
  expect(await sessions()).toEqual([]);
});

test("after ten attempts from one place even the right password waits", async ({ page, practice }) => {
  const { email } = await accept(page, practice);
  await signOut(page);
  // A browser that signed in before has a count of its own.
  await page.context().clearCookies();
  for (let attempt = 0; attempt < 10; attempt += 1) await typePassword(page, email, `guess number ${attempt}`);
  await typePassword(page, email, PASSWORD);
  await expect(page.getByRole("alert")).toContainText("Слишком много неудачных попыток");
});

test("the owner changes the promise, and the visitor's page says it", async ({ page, practice }) => {
  const { slug } = await practice.service();
  const before = await promisedDays(practice);
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/settings/`);
  await page.getByLabel("Отвечаем в течение").fill("0");
  await page.getByRole("button", { name: "Сохранить срок" }).click();
  await expect(page.getByRole("alert")).toContainText("от 1 до 30");
  await page.getByLabel("Отвечаем в течение").fill("7");
  await page.getByRole("button", { name: "Сохранить срок" }).click();
  await expect(page.getByText("Срок сохранён")).toBeVisible();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${slug}`);
  await expect(page.getByText(promisedToday(7)).first()).toBeVisible();
  await promiseDays(practice, before);
});

test("leaving all devices ends every session", async ({ page, practice }) => {
  const owner = await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/account/`);
  await page.getByRole("button", { name: "Выйти на всех устройствах" }).click();
  await expect(page.getByRole("heading", { name: "Вход на рабочий стол" })).toBeVisible();
  expect(await sessionsOf(practice, owner.id)).toEqual([]);
});

test("axe finds nothing on the sign-in, shown and refused", async ({ page, practice, javaScriptEnabled }) => {
  const clean = (heading: string) => expectAccessible(page, heading, javaScriptEnabled);
  const refused = async (button: string) => {
    await page.getByRole("button", { name: button, exact: true }).click();
    await expect(page.getByRole("alert").first()).toBeVisible();
  };
  await page.goto(`${practice.origin}/desk/sign-in/`);
  await clean("Вход на рабочий стол");
  await refused("Дальше");
  await clean("Вход на рабочий стол");
  const { token } = await practice.invite(`axe.${crypto.randomUUID().slice(0, 8)}@practice.example`);
  await page.goto(`${practice.origin}/desk/invite/${token}/`);
  await clean("Приглашение на рабочий стол");
  await refused("Войти на рабочий стол");
  await clean("Приглашение на рабочий стол");
  const { email } = await accept(page, practice);
  await signOut(page);
  await typePassword(page, email, PASSWORD);
  await clean("Код из приложения");
  await refused("Войти");
  await clean("Код из приложения");
});

test("the second wrong code in a row points at the clock of the phone", async ({ page, practice }) => {
  const { email, base32 } = await accept(page, practice);
  await signOut(page);
  await typePassword(page, email, PASSWORD);
  // A phone that is ten minutes behind.
  const behind = () => new TOTP({ secret: base32 }).generate({ timestamp: Date.now() - 600_000 });
  await typeCode(page, behind());
  await expect(page.getByRole("alert")).toContainText("Дождитесь следующего");
  await expect(page.getByRole("alert")).not.toContainText("часы");
  await typeCode(page, behind());
  await expect(page.getByRole("alert")).toContainText("Проверьте часы телефона");
});
