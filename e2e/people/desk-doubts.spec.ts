import { joined, main, press, signInToDesk } from "../support/desk/desk.ts";
import { everything, fill, send } from "../support/pages/form.ts";
import { expect, somebody, test } from "../support/practice.ts";

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
  // The practice has no bot.
  await expect(page.getByRole("link", { name: "Написать через бота" })).toHaveCount(0);
  await press(page, "Убрать из листа");
  await expect(page.getByRole("alert")).toContainText("Отметьте, что просьба от самого человека");
  await expect(page.locator(".problem")).toBeFocused();
  expect(await practice.query("select status from waitlist_requests where service_id = $1", [service.id])).toEqual([
    { status: "new" },
  ]);
  await page.getByRole("checkbox", { name: "Просьба от самого человека" }).check();
  await press(page, "Убрать из листа");
  await expect(page.getByText("Заявка закрыта.", { exact: true })).toBeVisible();
  await expect(main(page)).toContainText("Выход из листа: согласия отозваны");
  await expect(page.getByText(/отозвано /)).toHaveCount(2);
  expect(
    await practice.query("select status, closed_reason from waitlist_requests where service_id = $1", [service.id]),
  ).toEqual([{ status: "closed", closed_reason: "withdrawn" }]);
});

test("a repeat of the open form is marked in the list and explained on the person's page, with whether they are told", async ({
  page,
  practice,
}) => {
  const service = await practice.service({ title: "Первичная консультация" });
  const phone = `+7916${String(Date.now()).slice(-7)}`;
  const address = somebody();
  const ask = async (method: "email" | "phone", contact: string, window: string) => {
    await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
    await fill(page, everything(method, contact, window));
    await send(page);
    await expect(page).toHaveURL(/thanks/);
  };
  await ask("phone", phone, "Будни, вечер");
  await ask("phone", phone, "Выходные");
  await ask("email", address, "Будни, вечер");
  await ask("email", address, "Любое время");
  await signInToDesk(page, practice);
  const list = `${practice.origin}/desk/?service=${service.slug}`;
  const open = async (method: string) => {
    await page.goto(list);
    const row = page.getByRole("row").filter({ hasText: method });
    await expect(row).toContainText(/просили снова \d+ [а-я]+/);
    await row.getByRole("link").click();
    await expect(main(page)).toContainText(/Заявку отправили на сайте ещё раз/);
  };
  await open("телефон");
  await expect(main(page)).toContainText("Удобное время теперь «Выходные», было «Будни, вечер».");
  await expect(main(page)).toContainText("Сообщить об этом человеку программа не может");
  await expect(main(page)).toContainText("Заявка повторена: выходные, раньше — будни, вечер");
  await open("почта");
  await expect(main(page)).toContainText("Человеку об этом сообщает программа");
  await press(page, "Связались");
  await expect(page.getByText("Отмечено: связались.")).toBeVisible();
  await expect(main(page)).not.toContainText("просили снова");
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

test("who asks an operator to be taken off the list is asked about once more before, for it cannot be undone", async ({
  page,
  practice,
}) => {
  const { href, row } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(href);
  await page.getByLabel("Закрыть с причиной").selectOption("withdrawn");
  await press(page, "Закрыть заявку");
  await expect(page.locator(".problem")).toBeFocused();
  await expect(page.getByLabel("Закрыть с причиной")).toHaveValue("withdrawn");
  expect(await row()).toMatchObject({ status: "new" });
  await page.getByRole("checkbox", { name: "Просьба от самого человека" }).check();
  await press(page, "Закрыть заявку");
  await expect(page.getByText("Заявка закрыта.", { exact: true })).toBeVisible();
  expect(await row()).toMatchObject({ status: "closed", closed_reason: "withdrawn" });
});

test("a suspect is released and waits like any other", async ({ page, practice }) => {
  const { id, href, row } = await joined(page, practice);
  await practice.query("update waitlist_requests set quarantined_at = now() where id = $1", [id]);
  await signInToDesk(page, practice);
  await page.goto(href);
  await press(page, "Это не спам");
  await expect(page.getByText("Заявка снята с карантина.")).toBeVisible();
  expect(await row()).toMatchObject({ quarantined_at: null, status: "new" });
});
