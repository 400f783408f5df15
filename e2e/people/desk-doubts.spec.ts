import { joined, main, press, signInToDesk } from "../support/desk/desk.ts";
import { everything, fill, send } from "../support/pages/form.ts";
import { expect, somebody, test } from "../support/practice.ts";
import { quarantine, requestsOf } from "../support/records/requests.ts";

test("a wish to leave by contact is shown; the operator's consent removes the person", async ({ page, practice }) => {
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
    .getByRole("row", { name: /просят\sубрать/ })
    .getByRole("link")
    .click();
  await expect(main(page)).toContainText("Проверьте, что просьба от него самого");
  await expect(main(page)).toContainText("Просьба убрать из листа: по одному контакту");
  // The practice has no bot.
  await expect(page.getByRole("link", { name: "Написать через бота" })).toHaveCount(0);
  await press(page, "Убрать из листа");
  await expect(page.getByRole("alert")).toContainText("Отметьте, что просьба от самого человека");
  await expect(page.locator(".problem")).toBeFocused();
  expect(await requestsOf(practice, service.id)).toMatchObject([{ status: "new" }]);
  await page.getByRole("checkbox", { name: "Просьба от самого человека" }).check();
  await press(page, "Убрать из листа");
  await expect(page.getByText("Заявка закрыта.", { exact: true })).toBeVisible();
  await expect(main(page)).toContainText("Выход из листа: согласия отозваны");
  await expect(page.getByText(/отозвано\s/)).toHaveCount(2);
  expect(await requestsOf(practice, service.id)).toMatchObject([{ status: "closed", closedReason: "withdrawn" }]);
});

test("a repeat of the public form is marked in the list and explained on the person", async ({ page, practice }) => {
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
    await expect(row).toContainText(/просили\sснова\s\d+\s[а-я]+/);
    await row.getByRole("link").click();
    await expect(main(page)).toContainText(/Заявку\sотправили\sна\sсайте\sещё\sраз/);
  };
  await open("телефон");
  await expect(main(page)).toContainText("Удобное время теперь «Выходные», было «Будни, вечер».");
  await expect(main(page)).toContainText("Сообщить об этом человеку программа не может");
  await expect(main(page)).toContainText("Заявка повторена: выходные, раньше — будни, вечер");
  await open("почта");
  await expect(main(page)).toContainText("Человеку об этом сообщает программа");
  await press(page, "Отметить: связались");
  await expect(page.getByText("Отмечено: связались.")).toBeVisible();
  await expect(main(page)).not.toContainText("просили снова");
});

test("a suspect whose contact already waits is released as a repeat, without a mail", async ({ page, practice }) => {
  const { service, address, id } = await joined(page, practice);
  await practice.mailTo(address);
  const command = { serviceSlug: service.slug, contact: { method: "email" as const, value: address }, suspect: true };
  const visit = { pagePath: "/booking/no-slots/", referrerHost: null, utm: {} };
  await practice.app.createWaitlistRequest.execute({
    ...command,
    source: "web",
    visit,
    preferredTimeWindow: "weekend",
  });
  await signInToDesk(page, practice);
  await page.goto(`${practice.origin}/desk/?quarantined=on&service=${service.slug}`);
  await page.getByRole("row").getByRole("link").click();
  await press(page, "Это не спам");
  await expect(page.getByText("Отмечено: не спам. Заявка снова в списке.")).toBeVisible();
  await expect(main(page)).toContainText("закрыта: повтор");
  await expect(page.getByRole("region", { name: "Другие заявки этого человека" })).toContainText("ждёт");
  await practice.jobsDone();
  expect((await practice.mails()).filter(({ to }) => to === address)).toHaveLength(1);
  const open = (await requestsOf(practice, service.id)).filter(({ status }) => status !== "closed");
  expect(open).toMatchObject([{ id, status: "new", preferredTimeWindow: "weekday_evening" }]);
});

test("removing a person on their wish asks for confirmation, since it is irreversible", async ({ page, practice }) => {
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
  expect(await row()).toMatchObject({ status: "closed", closedReason: "withdrawn" });
});

test("a suspect is released and waits like any other", async ({ page, practice }) => {
  const { id, href, row } = await joined(page, practice);
  await quarantine(practice, id);
  await signInToDesk(page, practice);
  await page.goto(href);
  await press(page, "Это не спам");
  await expect(page.getByText("Отмечено: не спам. Заявка снова в списке.")).toBeVisible();
  expect(await row()).toMatchObject({ quarantinedAt: null, status: "new" });
});
