import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { atTheDesk, signInToDesk } from "./support/desk.ts";
import { expect, type Practice, test } from "./support/practice.ts";

const PASSWORD = "correct horse battery";
const HALF_A_MINUTE = 30_000;

/** The code that an app shows, half a minute from now if wished: no code works twice. */
function codeOf(base32: string, later = 0): string {
  return new TOTP({ secret: base32 }).generate({ timestamp: Date.now() + later * HALF_A_MINUTE });
}

/** Somebody accepts an invitation as a person does: a password, the key typed into an app, its first code. */
async function accept(page: Page, practice: Practice) {
  const email = `owner.${crypto.randomUUID().slice(0, 8)}@practice.example`;
  const { token } = await practice.invite(email);
  const address = `${practice.origin}/desk/invite/${token}/`;
  await page.goto(address);
  const base32 = ((await page.locator("code").textContent()) ?? "").replace(/\s/g, "");
  await page.getByLabel("Новый пароль").fill(PASSWORD);
  const code = codeOf(base32);
  await page.getByLabel("Первый код").fill(code);
  await page.getByRole("button", { name: "Войти на рабочий стол" }).click();
  await expect(page).toHaveURL(`${practice.origin}/desk/`);
  return { email, base32, code, address };
}

async function signOut(page: Page) {
  await page.getByRole("button", { name: "Выйти", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Вход на рабочий стол" })).toBeVisible();
}

async function typePassword(page: Page, email: string, password: string) {
  await page.getByLabel("Эл. почта").fill(email);
  await page.getByLabel("Пароль").fill(password);
  await page.getByRole("button", { name: "Дальше" }).click();
}

test("an invitation opens once; then password and code lead to the page that was asked for", async ({
  page,
  practice,
}) => {
  const { email, base32, address } = await accept(page, practice);
  await signOut(page);

  await page.goto(`${practice.origin}/desk/audit/`);
  await typePassword(page, email.toUpperCase(), PASSWORD);
  await page.getByLabel("Код").fill("12 34");
  await page.getByRole("button", { name: "Войти" }).click();
  await expect(page.getByRole("alert")).toContainText("шести цифр");
  await page.getByLabel("Код").fill(codeOf(base32, 1).replace(/^(...)/, "$1 "));
  await page.getByRole("button", { name: "Войти" }).click();
  await expect(page).toHaveURL(`${practice.origin}/desk/audit/`);
  await expect(page.getByRole("cell", { name: "вход", exact: true }).first()).toBeVisible();

  const again = await page.goto(address);
  expect(again?.status()).toBe(404);
});

test("a wrong password, an unknown e-mail and a used code are refused in words, and written down", async ({
  page,
  practice,
}) => {
  const { email, code } = await accept(page, practice);
  await signOut(page);
  await typePassword(page, email, "not the password at all");
  const wrong = await page.getByRole("alert").textContent();
  await expect(page.getByLabel("Эл. почта")).toHaveValue(email);
  await expect(page.getByLabel("Пароль")).toHaveValue("");
  await typePassword(page, "nobody@practice.example", PASSWORD);
  expect(await page.getByRole("alert").textContent()).toBe(wrong);

  await typePassword(page, email, PASSWORD);
  await page.getByLabel("Код").fill(code);
  await page.getByRole("button", { name: "Войти" }).click();
  await expect(page.getByRole("alert")).toContainText("Код не подошёл");
  const failed = await practice.query(
    "select details->>'step' as step, operator_id is null as nobody from desk_audit where action = 'sign_in_failed' order by id desc limit 3",
  );
  expect(failed).toEqual([
    { step: "code", nobody: false },
    { step: "password", nobody: true },
    { step: "password", nobody: false },
  ]);
});

test("after ten attempts from one place even the right password waits", async ({ page, practice }) => {
  const { email } = await accept(page, practice);
  await signOut(page);
  for (let attempt = 0; attempt < 10; attempt += 1) await typePassword(page, email, `guess number ${attempt}`);
  await typePassword(page, email, PASSWORD);
  await expect(page.getByRole("alert")).toContainText("Слишком много попыток");
});

test("the owner changes the promise, and the visitor's page says it", async ({ page, practice }) => {
  const { slug } = await practice.service();
  const [before] = await practice.query("select answer_within_working_days as days from practice_settings");
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/settings/`);
  await page.getByLabel("Отвечаем в течение").fill("0");
  await page.getByRole("button", { name: "Сохранить срок" }).click();
  await expect(page.getByRole("alert")).toContainText("от 1 до 30");
  await page.getByLabel("Отвечаем в течение").fill("7");
  await page.getByRole("button", { name: "Сохранить срок" }).click();
  await expect(page.getByText("Срок сохранён")).toBeVisible();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${slug}`);
  await expect(page.getByText(/семи рабочих дней/).first()).toBeVisible();
  await practice.query("update practice_settings set answer_within_working_days = $1", [before?.days]);
});

test("the owner invites, promotes and shuts out; the last owner stays", async ({ page, practice }) => {
  await practice.query("update operators set disabled_at = now() where $1::text is not null", ["others"]);
  const owner = await signInToDesk(page, practice);
  await practice.query("update operators set password_hash = 'kept' where id = $1", [owner.id]);
  const assistant = await atTheDesk(practice, "assistant");
  await page.goto(`${practice.origin}/desk/settings/`);
  await page.getByLabel("Эл. почта").fill(`new.${assistant.id.slice(-6)}@practice.example`);
  await page.getByRole("button", { name: "Создать приглашение" }).click();
  const link = (await page.locator(".notice code").textContent()) ?? "";
  expect((await page.request.get(link)).status()).toBe(200);

  const row = page.getByRole("row").filter({ hasText: assistant.email });
  await row.getByRole("button", { name: "Сделать владельцем" }).click();
  await expect(page.getByText("Роль изменена")).toBeVisible();
  await row.getByRole("button", { name: "Закрыть доступ" }).click();
  await expect(page.getByText("Доступ закрыт")).toBeVisible();
  const left = await practice.query("select role, disabled_at is not null as shut from operators where id = $1", [
    assistant.id,
  ]);
  expect(left).toEqual([{ role: "owner", shut: true }]);
  const answer = await page.request.get(`${practice.origin}/desk/`, {
    headers: { Cookie: assistant.cookie },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(302);

  const refused = await page.request.post(`${practice.origin}/desk/settings/`, {
    form: { intent: "disable", operator_id: owner.id },
  });
  expect(refused.status()).toBe(409);
  expect(await refused.text()).toContain("единственный владелец");
});

test("leaving all devices ends every session", async ({ page, practice }) => {
  const owner = await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/settings/`);
  await page.getByRole("button", { name: "Выйти на всех устройствах" }).click();
  await expect(page.getByRole("heading", { name: "Вход на рабочий стол" })).toBeVisible();
  expect(await practice.query("select 1 from desk_sessions where operator_id = $1", [owner.id])).toEqual([]);
});

test("axe finds nothing at the door and behind it, at 320 px", async ({ page, practice, javaScriptEnabled }) => {
  const clean = async () => {
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    if (!javaScriptEnabled) return;
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  };
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(`${practice.origin}/desk/sign-in/`);
  await clean();
  await page.getByRole("button", { name: "Дальше" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await clean();
  const { token } = await practice.invite(`axe.${crypto.randomUUID().slice(0, 8)}@practice.example`);
  await page.goto(`${practice.origin}/desk/invite/${token}/`);
  await clean();
  await signInToDesk(page, practice);
  for (const address of ["settings", "audit", "nowhere"]) {
    await page.goto(`${practice.origin}/desk/${address}/`);
    await clean();
  }
});
