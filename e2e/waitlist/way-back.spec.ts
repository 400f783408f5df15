import type { Page } from "@playwright/test";
import { everything, fill, send } from "../support/pages/form.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";

async function open(page: Page, practice: Practice) {
  const { slug } = await practice.service();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${slug}&utm_source=vk`);
}
async function sendRefused(page: Page) {
  const answered = page.waitForResponse((response) => response.request().method() === "POST");
  await send(page);
  expect((await answered).status()).toBe(400);
  await page.waitForLoadState();
}
const summary = (page: Page) => page.locator(".problem");

for (const way of ["a line of the error summary", "the skip link", "the link to the concierge"]) {
  test(`after ${way} the next answer opens at its summary, which has the focus`, async ({ page, practice }) => {
    await open(page, practice);
    await sendRefused(page);
    if (way === "the skip link") {
      await page.getByRole("link", { name: "Перейти к основному содержимому" }).focus();
      await page.keyboard.press("Enter");
    } else if (way === "the link to the concierge") {
      await page.getByRole("link", { name: "Без контакта", exact: true }).click();
    } else {
      await summary(page).getByRole("link").last().click();
    }
    await expect(page).toHaveURL(/#/);
    await fill(page, { ...everything("email", somebody()), consents: ["personal_data"] });
    await sendRefused(page);
    expect(page.url()).not.toContain("#");
    expect(page.url()).toContain("utm_source=vk");
    await expect(summary(page)).toBeFocused();
    await expect(summary(page)).toBeInViewport({ ratio: 1 });
  });
}

test("Back from the thanks shows the refused form with all input, and sends nothing", async ({ page, practice }) => {
  const address = somebody();
  await open(page, practice);
  await fill(page, { ...everything("email", address), consents: ["personal_data"] });
  await sendRefused(page);
  await fill(page, { consents: ["communications"] });
  await send(page);
  await expect(page).toHaveURL(/thanks\/\?of=/);
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  const shown: { status: number; fromDiskCache?: boolean }[] = [];
  network.on("Network.responseReceived", ({ type, response }) => type === "Document" && shown.push(response));
  await page.goBack();
  await expect(page.getByRole("textbox", { name: "Адрес почты" })).toHaveValue(address);
  expect(shown).toMatchObject([{ status: 400, fromDiskCache: true }]);
});

test("Back to the answer of leaving by contact shows the answer", async ({ page, practice }) => {
  await page.goto(`${practice.origin}/waitlist/leave/`);
  await fill(page, { method: "telegram", contact: "@nobody_waits" });
  await page.getByRole("button", { name: "Выйти из листа ожидания" }).click();
  await expect(page).toHaveTitle(/^Просьба\sпринята/);
  await expect(page.locator("[data-answer]")).toBeFocused();
  await page.getByRole("link", { name: "К услугам" }).click();
  await expect(page).toHaveURL(/booking\/$/);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Просьба принята");
});

test("the campaign goes on to free time, to other services, and to the choice of one", async ({ page, practice }) => {
  const service = await practice.service({ title: "Встреча с кампанией" });
  await practice.freeTime(service.id);
  const at = (path: string, query: string) => `${practice.origin}${path}?${query}utm_source=vk`;
  await page.goto(at("/booking/no-slots/", `service_slug=${service.slug}&`));
  await page.getByRole("link", { name: "Посмотреть свободные окна" }).click();
  await expect(page).toHaveURL(at("/booking/slot/", `service_slug=${service.slug}&`));
  await page.goto(at("/booking/no-slots/", `service_slug=${service.slug}&`));
  await page.getByRole("link", { name: "Другая услуга" }).click();
  await expect(page).toHaveURL(at("/booking/", ""));
  for (const path of ["/booking/", "/booking/slot/", "/booking/no-slots/"]) {
    await page.goto(at(path, ""));
    await expect(page.locator("header a").first()).toHaveAttribute("href", "/booking/?utm_source=vk");
  }
  for (const path of ["/booking/no-slots/", "/booking/slot/"]) {
    await page.goto(at(path, ""));
    await expect(page.getByRole("radio")).toHaveCount(0);
    await page.getByRole("link", { name: "Встреча с кампанией" }).click();
    await expect(page).toHaveURL(at(path, `service_slug=${service.slug}&`));
  }
});
