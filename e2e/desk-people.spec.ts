import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { atTheDesk, signInToDesk } from "./support/desk.ts";
import { everything, fill, send } from "./support/form.ts";
import { form, send as sendRaw } from "./support/http.ts";
import { expect, type Practice, somebody, test } from "./support/practice.ts";

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const main = (page: Page) => page.getByRole("main");

/** Somebody who joined the list by its public page. */
async function joined(page: Page, practice: Practice) {
  const service = await practice.service({ title: "Первичная консультация" });
  const address = somebody();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
  await fill(page, everything("email", address));
  await send(page);
  await expect(page).toHaveURL(/thanks/);
  const row = async () =>
    (await practice.query("select * from waitlist_requests where service_id = $1", [service.id]))[0];
  const id = String((await row())?.id);
  return { service, address, row, id, href: `${practice.origin}/desk/requests/${id}/` };
}

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
  await page.getByLabel("Удобное время").selectOption("weekend");
  await press(page, "Показать");
  await expect(main(page)).toContainText("По этому отбору никого нет.");
  await expect(page).toHaveURL(/window=weekend/);
  for (const rubbish of ["status=asleep", "window='--", "after=2026", "service=no-such", "overdue=maybe"]) {
    const answer = await page.goto(`${practice.origin}/desk/?${rubbish}`);
    expect([rubbish, answer?.status()]).toEqual([rubbish, 400]);
    await expect(page.getByRole("alert")).toContainText("В адресе непонятный отбор");
  }
});

test("a person is found by their exact contact, which is in no address", async ({ page, practice }) => {
  const { address, id } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/`);
  await page.getByLabel("Найти по контакту").fill(` ${address.toUpperCase()} `);
  await press(page, "Найти");
  await expect(page).toHaveURL(`${practice.origin}/desk/requests/${id}/`);
  await page.goto(`${practice.origin}/desk/search/`);
  await page.getByLabel("Найти по контакту").fill(`not.${address}`);
  await press(page, "Найти");
  await expect(main(page)).toContainText("С таким контактом никого нет.");
  expect(page.url()).not.toContain("@");
});

test("a contact is shown once asked, with the way to reach them, and who saw it is written", async ({
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
  expect(await practice.query("select operator_id, action from desk_audit where subject_id = $1", [id])).toEqual([
    { operator_id: operator.id, action: "reveal" },
  ]);
});

test("what was agreed to and when, and what was mailed and what came of it, is told in words", async ({
  page,
  practice,
}) => {
  const { id, address, href } = await joined(page, practice);
  await practice.mailTo(address);
  await practice.jobsDone();
  await signInToDesk(page, practice);
  await page.goto(href);
  await expect(main(page)).toContainText(
    /Согласие на обработку данных, текст от [\d\u2011]+: дано \d+ \S+ в \d\d:\d\d/,
  );
  await expect(main(page)).toContainText(/Согласие на связь по заявке, текст от/);
  const mails = page.getByRole("region", { name: "Письма" });
  await expect(mails).toContainText(/Подтверждение: отправлено \d+ \S+ в/);
  await practice.query("update mails set failed_at = now(), error_code = 'bounced' where waitlist_request_id = $1", [
    id,
  ]);
  await page.reload();
  await expect(mails).toContainText(/Подтверждение: не дошло .*: такого адреса нет/);
});

test("contacted, taken back, noted and closed: each is done, said and told by the timeline", async ({
  page,
  practice,
}) => {
  const { href, row } = await joined(page, practice);
  await signInToDesk(page, practice, "assistant");
  await page.goto(href);
  await press(page, "Связались");
  await expect(page.getByRole("status").getByText("Отмечено: связались.")).toBeVisible();
  expect(await row()).toMatchObject({ status: "contacted" });
  await press(page, "Отменить последнее действие");
  await expect(page.getByText("Отменено: всё как было.")).toBeVisible();
  expect(await row()).toMatchObject({ status: "new", contacted_at: null });
  await page.getByLabel("Заметка").selectOption("call_tomorrow");
  await press(page, "Добавить заметку");
  await expect(main(page)).toContainText("Заметка: перезвонить завтра");
  await page.getByLabel("Закрыть с причиной").selectOption("declined");
  await press(page, "Закрыть заявку");
  await expect(page.getByText("Заявка закрыта.", { exact: true })).toBeVisible();
  expect(await row()).toMatchObject({ status: "closed", closed_reason: "declined" });
  for (const what of ["Отмечено: связались", "Последнее действие отменено", "Заявка закрыта: время не подошло"])
    await expect(main(page)).toContainText(what);
});

test("an act under way shows what will be and sends nothing twice", async ({ page, practice, javaScriptEnabled }) => {
  const { id, href, row } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(href);
  let posts = 0;
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route("**/desk/requests/**", async (route) => {
    if (route.request().method() === "POST") {
      posts += 1;
      if (javaScriptEnabled) await held;
    }
    await route.continue();
  });
  await press(page, "Связались");
  if (javaScriptEnabled) {
    const busy = page.getByRole("button", { name: "Выполняем…" });
    await expect(busy).toHaveAttribute("aria-disabled", "true");
    await expect(page.locator(".heading")).toContainText("связались");
    expect(await row()).toMatchObject({ status: "new" });
    await busy.press("Enter");
  }
  goOn();
  await expect(page.getByRole("status").getByText("Отмечено: связались.")).toBeVisible();
  expect(await row()).toMatchObject({ status: "contacted" });
  expect(posts).toBe(1);
  expect(await practice.query("select action from desk_audit where subject_id = $1", [id])).toEqual([
    { action: "contacted" },
  ]);
});

test("what was done can be taken back while the button is there; then it goes, and a page left open is told", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { href, id, row } = await joined(page, practice);
  const undo = page.getByRole("button", { name: "Отменить последнее действие" });
  await signInToDesk(page, practice);
  await page.goto(href);
  await press(page, "Связались");
  await expect(undo).toBeVisible();
  // By itself with JavaScript, at the next look without.
  if (javaScriptEnabled) await expect(undo).toHaveCount(0, { timeout: 30_000 });
  else await expect(async () => expect((await page.reload()) && (await undo.count())).toBe(0)).toPass();
  await expect(page.getByRole("button", { name: "Закрыть заявку" })).toBeVisible();

  const seen = await page.locator("input[name=seen]").first().inputValue();
  const { cookie } = await atTheDesk(practice);
  const late = form({ intent: "undo", seen });
  const answer = await sendRaw(href, {
    ...late,
    headers: { ...late.headers, Cookie: cookie, Origin: practice.origin },
  });
  expect(answer.status).toBe(409);
  expect(answer.body).toContain("Десять секунд прошли, отменить уже нельзя");
  expect(await row()).toMatchObject({ status: "contacted" });
  expect(await practice.query("select action from desk_audit where subject_id = $1", [id])).toEqual([
    { action: "contacted" },
  ]);
});

test("a long list goes on page by page, each person once, and back to its beginning", async ({ page, practice }) => {
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

test("who asked by contact to be taken off the list is shown so, and leaves with their consents when an operator agrees", async ({
  page,
  practice,
}) => {
  const service = await practice.service({ title: "Первичная консультация" });
  const name = `leaver_${crypto.randomUUID().slice(0, 8)}`;
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
  await fill(page, everything("telegram", name));
  await send(page);
  await page.goto(`${practice.origin}/waitlist/leave/`);
  await fill(page, { method: "telegram", contact: name });
  await page.getByRole("button", { name: "Выйти из листа ожидания" }).click();
  await practice.jobsDone();

  await signInToDesk(page, practice, "assistant");
  await page.goto(`${practice.origin}/desk/?leaving=on&service=${service.slug}`);
  await page
    .getByRole("row", { name: /просят убрать/ })
    .getByRole("link")
    .click();
  await expect(main(page)).toContainText("Проверьте, что просьба от него самого");
  await expect(main(page)).toContainText("Просьба убрать из листа: по одному контакту");
  await press(page, "Убрать из листа");
  await expect(page.getByText("Заявка закрыта.", { exact: true })).toBeVisible();
  await expect(main(page)).toContainText("Выход из листа: согласия отозваны");
  await expect(page.getByText(/отозвано /)).toHaveCount(2);
  expect(
    await practice.query("select status, closed_reason from waitlist_requests where service_id = $1", [service.id]),
  ).toEqual([{ status: "closed", closed_reason: "withdrawn" }]);
});

test("a suspect whose contact waits already is released as a repeat: one person, one place, nothing sent twice", async ({
  page,
  practice,
}) => {
  const { service, address, id } = await joined(page, practice);
  await practice.mailTo(address);
  const command = { serviceSlug: service.slug, contact: { method: "email" as const, value: address }, suspect: true };
  const channel = { source: "web" as const, consentMethod: "web_form" as const };
  const visit = { pagePath: "/booking/no-slots/", referrerHost: null, utm: {} };
  await practice.app.createWaitlistRequest.execute({ ...command, channel, visit, preferredTimeWindow: "weekend" });
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/?quarantined=on&service=${service.slug}`);
  await page.getByRole("row").getByRole("link").click();
  await press(page, "Это не спам");
  await expect(page.getByText("Заявка снята с карантина.")).toBeVisible();
  await expect(main(page)).toContainText("закрыта: повтор");
  await expect(page.getByRole("region", { name: "Другие заявки этого человека" })).toContainText("ждёт");
  await practice.jobsDone();
  expect((await practice.mails()).filter(({ to }) => to === address)).toHaveLength(1);
  expect(
    await practice.query(
      "select id, status, preferred_time_window from waitlist_requests where service_id = $1 and status <> 'closed'",
      [service.id],
    ),
  ).toEqual([{ id, status: "new", preferred_time_window: "weekday_evening" }]);
});

test("the second of two operators is told who did what, and nothing changes", async ({ page, practice }) => {
  const { id, href, row } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(href);
  const other = await atTheDesk(practice, "assistant");
  const seen = await page.locator("input[name=seen]").first().inputValue();
  const closing = form({ intent: "closed", reason: "booked", seen });
  const headers = { ...closing.headers, Cookie: other.cookie, Origin: practice.origin };
  expect((await sendRaw(href, { ...closing, headers })).status).toBe(303);
  await press(page, "Связались");
  await expect(page.getByRole("alert")).toContainText(other.email);
  await expect(page.getByRole("alert")).toContainText("заявка закрыта");
  expect(await row()).toMatchObject({ status: "closed", closed_reason: "booked" });
  expect(await practice.query("select 1 from desk_audit where subject_id = $1", [id])).toHaveLength(1);
});

test("a suspect is released and waits like anybody", async ({ page, practice }) => {
  const { id, href, row } = await joined(page, practice);
  await practice.query("update waitlist_requests set quarantined_at = now() where id = $1", [id]);
  await signInToDesk(page, practice);
  await page.goto(href);
  await press(page, "Это не спам");
  await expect(page.getByText("Заявка снята с карантина.")).toBeVisible();
  expect(await row()).toMatchObject({ quarantined_at: null, status: "new" });
});

test("the owner downloads all of a person and erases them by a typed word; an assistant may not", async ({
  page,
  practice,
}) => {
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
  await expect(page).toHaveTitle(/^Ошибка: /);
  const word = page.getByLabel("Чтобы подтвердить, напишите «удалить»");
  await expect(word).toHaveValue("да");
  await expect(word).toHaveAccessibleDescription(/Напишите слово «удалить»/);
  await expect(word).toHaveAttribute("aria-invalid", "true");
  expect((await row())?.encrypted_contact_value).not.toBeNull();
  await word.fill("Удалить");
  await press(page, "Удалить данные");
  await expect(main(page)).toContainText("Контакт удалён, показать нечего.");
  expect(await row()).toMatchObject({ encrypted_contact_value: null, contact_fingerprint: null, status: "closed" });

  const assistant = await atTheDesk(practice, "assistant");
  const headers = { ...form({}).headers, Cookie: assistant.cookie, Origin: practice.origin };
  expect((await sendRaw(`${href}data/`, { method: "POST", headers, body: "" })).status).toBe(403);
});

test("what cannot be decrypted is said in words, shown and downloaded by nobody, and not written down as seen", async ({
  page,
  practice,
}) => {
  const { id, href } = await joined(page, practice);
  const other = await joined(page, practice);
  await practice.query(
    "update waitlist_requests set encrypted_contact_value = (select encrypted_contact_value from waitlist_requests where id = $2) where id = $1",
    [id, other.id],
  );
  await signInToDesk(page, practice);
  await page.goto(href);
  await press(page, "Скачать всё файлом JSON");
  await expect(page.getByRole("alert")).toContainText("Файл не получился: контакт этого человека не расшифровывается");
  await press(page, "Показать контакт");
  await expect(page.getByRole("alert").filter({ hasText: "ключ не подходит" })).toBeVisible();
  expect(await practice.query("select 1 from desk_audit where subject_id = $1", [id])).toEqual([]);
});

test("an id that nobody has is a page in the desk's frame", async ({ page, practice }) => {
  await signInToDesk(page, practice);
  for (const id of ["00000000-0000-7000-8000-000000000000", "no-id"]) {
    const answer = await page.goto(`${practice.origin}/desk/requests/${id}/`);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole("navigation", { name: "Разделы" })).toBeVisible();
  }
});

test("axe finds nothing on the list and on a person's page, at 320 px too", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { href } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.setViewportSize({ width: 320, height: 800 });
  for (const address of [`${practice.origin}/desk/?status=new`, href]) {
    await page.goto(address);
    expect(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)).toBe(
      false,
    );
    if (!javaScriptEnabled) continue;
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"])
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
});
