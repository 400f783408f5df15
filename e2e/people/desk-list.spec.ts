import { joined, main, press, signInToDesk } from "../support/desk/desk.ts";
import { expect, somebody, test } from "../support/practice.ts";
import { addCrowd } from "../support/records/requests.ts";

test("the list shows who waits for a service and no contact; a person is one link away", async ({ page, practice }) => {
  const { service, address, id } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/?service=${service.slug}`);
  await expect(page.getByRole("row")).toHaveCount(2);
  expect(await page.content()).not.toContain(address);
  await page.getByRole("row").getByRole("link", { name: service.title }).click();
  await expect(page).toHaveURL(`${practice.origin}/desk/requests/${id}/`);
  expect(await page.content()).not.toContain(address);
});

test("filters are set in a form and kept in the address; invalid ones are refused", async ({ page, practice }) => {
  const { service } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/?service=${service.slug}`);
  await page.goto(`${practice.origin}/desk/`);
  await page.getByText("Фильтр", { exact: true }).click();
  await press(page, "Показать");
  await expect(page).toHaveURL(/status=new/);
  await expect(page.getByRole("link", { name: "Ждут", exact: true })).toHaveAttribute("aria-current", "page");
  await page.goto(`${practice.origin}/desk/?service=${service.slug}`);
  await page.getByLabel("Удобное время").selectOption("weekend");
  await press(page, "Показать");
  await expect(main(page)).toContainText("По этому фильтру никого нет.");
  await expect(page).toHaveURL(/window=weekend/);
  for (const rubbish of ["status=asleep", "window='--", "after=2026", "service=no-such", "overdue=maybe"]) {
    const answer = await page.goto(`${practice.origin}/desk/?${rubbish}`);
    expect([rubbish, answer?.status()]).toEqual([rubbish, 400]);
    await expect(page.getByRole("alert")).toContainText("В адресе непонятный фильтр");
    await expect(page).toHaveTitle(/^Ошибка:\s/);
  }
});

test("a person is found by their exact contact, which is in no address", async ({ page, practice }) => {
  const { address, id } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/`);
  await page.locator("summary", { hasText: "Найти по контакту" }).click();
  await page.getByLabel("Найти по контакту").fill(` ${address.toUpperCase()} `);
  await press(page, "Найти");
  await expect(page).toHaveURL(`${practice.origin}/desk/requests/${id}/`);
  await page.goto(`${practice.origin}/desk/search/`);
  await page.getByLabel("Найти по контакту").fill(`not.${address}`);
  await press(page, "Найти");
  await expect(page.getByRole("alert")).toContainText("С таким контактом никого нет.");
  await expect(page.locator(".problem")).toBeFocused();
  await expect(page).toHaveTitle(/^Ошибка:\s/);
  expect(page.url()).not.toContain("@");
});

test("the first person is in sight on a phone; on a wide screen so is the search", async ({ page, practice }) => {
  await joined(page, practice);
  await signInToDesk(page, practice);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${practice.origin}/desk/`);
  await expect(page.getByLabel("Найти по контакту")).toBeHidden();
  await expect(page.getByRole("row").getByRole("link").first()).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 1280, height: 740 });
  await expect(page.getByLabel("Найти по контакту")).toBeVisible();
  await expect(page.locator("summary", { hasText: "Найти по контакту" })).toBeHidden();
});

test("a long list is paged, each person once, and back to its beginning", async ({ page, practice }) => {
  const { service } = await joined(page, practice);
  await addCrowd(practice, service.id, 70);
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/?service=${service.slug}`);
  const people = () =>
    page
      .getByRole("row")
      .getByRole("link")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const first = await people();
  expect(first).toHaveLength(50);
  await page.getByRole("link", { name: "Дальше" }).click();
  await expect(page).toHaveURL(/service=.*after=/);
  await expect(page.getByRole("row")).toHaveCount(22);
  const second = await people();
  expect(new Set([...first, ...second]).size).toBe(71);
  await expect(page.getByRole("link", { name: "Дальше" })).toHaveCount(0);
  await page.getByRole("link", { name: "В начало" }).click();
  await expect(page.getByRole("row")).toHaveCount(51);
  expect(await people()).toEqual(first);
});

test("a form that a program filled in is counted beside the quarantine", async ({ page, practice }) => {
  const service = await practice.service();
  const form = { preferred_contact_method: "email", contact_email: somebody(), preferred_time_window: "any" };
  const consents = { consent_personal_data: "on", consent_communications: "on" };
  const answer = await page.request.post(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, {
    form: { ...form, ...consents, website_confirm: "https://spam.example" },
    headers: { Origin: practice.origin },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/`);
  const view = page.getByRole("link", { name: /^Похоже\sна\sспам:\s\d+$/ });
  await view.click();
  await expect(page).toHaveURL(/quarantined=on/);
  await expect(main(page)).toContainText(service.title);
});
