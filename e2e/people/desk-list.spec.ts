import { joined, main, press, signInToDesk } from "../support/desk/desk.ts";
import { expect, test } from "../support/practice.ts";

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

test("filters are chosen in a form and stand in the address; rubbish there is refused in words", async ({
  page,
  practice,
}) => {
  const { service } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/?service=${service.slug}`);
  await page.goto(`${practice.origin}/desk/`);
  await page.getByText("Отбор", { exact: true }).click();
  await press(page, "Показать");
  await expect(page).toHaveURL(/status=new/);
  await expect(page.getByRole("link", { name: "Ждут", exact: true })).toHaveAttribute("aria-current", "page");
  await page.goto(`${practice.origin}/desk/?service=${service.slug}`);
  await page.getByLabel("Удобное время").selectOption("weekend");
  await press(page, "Показать");
  await expect(main(page)).toContainText("По этому отбору никого нет.");
  await expect(page).toHaveURL(/window=weekend/);
  for (const rubbish of ["status=asleep", "window='--", "after=2026", "service=no-such", "overdue=maybe"]) {
    const answer = await page.goto(`${practice.origin}/desk/?${rubbish}`);
    expect([rubbish, answer?.status()]).toEqual([rubbish, 400]);
    await expect(page.getByRole("alert")).toContainText("В адресе непонятный отбор");
    await expect(page).toHaveTitle(/^Ошибка: /);
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
  await expect(page).toHaveTitle(/^Ошибка: /);
  expect(page.url()).not.toContain("@");
});

test("on a phone the first person is in sight; on a wide screen so is the search, with nothing to open", async ({
  page,
  practice,
}) => {
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
  await practice.query(
    `insert into waitlist_requests select (r.row).* from (
       select jsonb_populate_record(w, jsonb_build_object('id', gen_random_uuid(), 'link_token_hash', w.id || '-' || n,
         'contact_fingerprint', w.id || '-' || n, 'answer_by', w.answer_by + n * interval '1 minute')) as row
       from waitlist_requests w, generate_series(1, 70) n where w.service_id = $1) r`,
    [service.id],
  );
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
