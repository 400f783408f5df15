import type { Page } from "@playwright/test";
import { TOTP } from "otpauth";
import { form, send } from "../http.ts";
import { expect, type Practice } from "../practice.ts";

export const PASSWORD = "correct horse battery";

/** The code that an app shows. */
export const codeOf = (base32: string) => new TOTP({ secret: base32 }).generate();

/** A person accepts an invitation: a password, the key typed into an app, its first code. */
export async function accept(page: Page, practice: Practice) {
  const email = `owner.${crypto.randomUUID().slice(0, 8)}@practice.example`;
  const { token } = await practice.invite(email);
  const address = `${practice.origin}/desk/invite/${token}/`;
  await page.goto(address);
  // A password manager stores the password under the name in the form, in a visible field.
  await expect(page.locator('input:not([type="hidden"])[autocomplete="username"]')).toHaveValue(email);
  await expect(page.getByLabel("Новый пароль")).toHaveAttribute("autocomplete", "new-password");
  await expect(page.getByLabel("Первый код")).toHaveAttribute("autocomplete", "one-time-code");
  const base32 = ((await page.locator("code").textContent()) ?? "").replace(/\s/g, "");
  await page.getByLabel("Новый пароль").fill(PASSWORD);
  const code = codeOf(base32);
  await page.getByLabel("Первый код").fill(code);
  await page.getByRole("button", { name: "Войти на рабочий стол" }).click();
  await expect(page).toHaveURL(`${practice.origin}/desk/`);
  return { email, base32, code, address };
}

export async function signOut(page: Page) {
  await page.getByRole("button", { name: "Выйти", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Вход на рабочий стол" })).toBeVisible();
}

export async function typePassword(page: Page, email: string, password: string) {
  await expect(page.getByLabel("Эл. почта")).toHaveAttribute("autocomplete", "username");
  await expect(page.getByLabel("Пароль")).toHaveAttribute("autocomplete", "current-password");
  await page.getByLabel("Эл. почта").fill(email);
  await page.getByLabel("Пароль").fill(password);
  await page.getByRole("button", { name: "Дальше" }).click();
}

export async function typeCode(page: Page, code: string) {
  await page.getByLabel("Код", { exact: true }).fill(code);
  await page.getByRole("button", { name: "Войти" }).first().click();
}

/** A program tries a password from an address of its own; the practice trusts one proxy. */
export function tryPassword(practice: Practice, email: string, address: string) {
  const { headers, ...rest } = form({ intent: "password", email, password: "a stranger's guess" });
  return send(`${practice.origin}/desk/sign-in/`, { ...rest, headers: { ...headers, "X-Forwarded-For": address } });
}
