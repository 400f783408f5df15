import type { Frame, Page } from "@playwright/test";

const METHODS = { email: "По электронной почте", phone: "По телефону", telegram: "В Telegram" };
const FIELDS = { email: "Адрес почты", phone: "Номер телефона", telegram: "Имя пользователя в Telegram" };
export type Method = keyof typeof METHODS;

type Filling = {
  method?: Method;
  contact?: string;
  window?: string;
  consents?: ("personal_data" | "communications")[];
};

/** Fills the waitlist's form by its labels, as a person does. */
export async function fill(page: Page | Frame, { method, contact, window, consents }: Filling) {
  if (method) await page.getByRole("radio", { name: METHODS[method] }).check();
  if (method && contact !== undefined) await page.getByRole("textbox", { name: FIELDS[method] }).fill(contact);
  if (window) await page.getByRole("radio", { name: window }).check();
  if (consents?.includes("personal_data"))
    await page.getByRole("checkbox", { name: /обработку\sперсональных\sданных/ }).check();
  if (consents?.includes("communications")) await page.getByRole("checkbox", { name: /на\sсвязь/ }).check();
}

export const everything = (method: Method, contact: string, window = "Будни, вечер"): Filling => ({
  method,
  contact,
  window,
  consents: ["personal_data", "communications"],
});

export async function send(page: Page) {
  await page.getByRole("button", { name: "Встать в лист ожидания" }).click();
}
