import { signInToDesk } from "../support/desk/desk.ts";
import { join } from "../support/mail/delivery.ts";
import { expectAccessible } from "../support/pages/accessible.ts";
import { everything, fill, send } from "../support/pages/form.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { deleteJob, retentionRan } from "../support/records/jobs.ts";
import { failConfirmation, holdConfirmation, mendConfirmation, storedMails } from "../support/records/mails.ts";
import { changeRequest, requestOf } from "../support/records/requests.ts";

test("working parts are reported as working, and faults with what to do", async ({ page, practice }) => {
  const service = await practice.service();
  const address = somebody();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
  await fill(page, everything("email", address));
  await send(page);
  await practice.mailTo(address);
  await practice.jobsDone();
  await signInToDesk(page, practice, "assistant");
  const check = (name: string) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });
  await page.goto(`${practice.origin}/desk/faults/`);
  await expect(check("База данных и очередь")).toContainText("База данных отвечает.");
  await expect(check("Ключи шифрования")).toContainText("действующий");
  await expect(check("Тексты согласий")).toContainText("в порядке");

  const request = await requestOf(practice, service.id);
  await failConfirmation(practice, request.id, "smtp_550");
  const ran = await retentionRan(practice, 3);
  try {
    await page.reload();
    await expect(page.getByRole("alert")).toContainText("Нужно внимание");
    await expect(check("Письма")).toContainText("Не дошли: 1 письмо.");
    const row = page.getByRole("row", { name: /smtp_550/ });
    await expect(row).toContainText("подтверждение заявки");
    await expect(row).toContainText("Свяжитесь с человеком: он не знает, что заявка принята.");
    await expect(row.getByRole("link")).toHaveAttribute("href", `/desk/requests/${request.id}/`);
    await expect(page.getByRole("main")).not.toContainText(address);
    await expect(check("Удаление по срокам")).toContainText("3 часа назад");
    // Every page of the desk reports the fault, to everybody, until it is fixed.
    const sign = page.getByRole("link", { name: /^Исправность\s\(нужно\sвнимание:\s\d\)$/ });
    await expect(sign).toBeVisible();
    await page.goto(`${practice.origin}/desk/settings/`);
    await sign.click();
    await changeRequest(practice, request.id, { contactedAt: new Date() });
    await deleteJob(practice, ran);
    await page.goto(`${practice.origin}/desk/faults/`);
    await expect(check("Письма")).toContainText("в порядке");
    await page.goto(`${practice.origin}/desk/`);
    await expect(page.getByRole("link", { name: "Исправность", exact: true })).toBeVisible();
  } finally {
    await mendConfirmation(practice, request.id);
    await deleteJob(practice, ran);
  }
});

test("a channel that is away is named on every page, and undelivered mail is a task", async ({
  page,
  javaScriptEnabled,
}) => {
  const practice = await Practice.start({ operatorEmail: null });
  try {
    const { address, requestId } = await join(practice);
    await practice.mailTo(address);
    await practice.jobsDone();
    await holdConfirmation(practice, requestId);
    await signInToDesk(page, practice, "assistant");
    await page.goto(`${practice.origin}/desk/settings/`);
    const banner = page.getByRole("region", { name: "Что не работает" });
    await expect(banner).toContainText("Почтовый сервис не отвечает: сообщения ждут с");
    await banner.getByRole("link", { name: "Что делать" }).click();
    const check = page
      .getByRole("listitem")
      .filter({ has: page.getByRole("heading", { name: "Почта и мессенджеры" }) });
    await expect(check).toContainText("Кому ждать нельзя, позвоните");

    await failConfirmation(practice, requestId, "smtp-recipient");
    await page.goto(`${practice.origin}/desk/`);
    const task = page.getByRole("region", { name: "Напишите или позвоните" }).getByRole("listitem");
    await expect(task).toHaveCount(1);
    await expect(task.getByRole("heading")).toContainText(/,\sдо\s/);
    await expect(task).toContainText("такого адреса нет, или ящик не принимает почту");
    await expect(page.getByRole("main")).not.toContainText(address);
    await expect(page.getByRole("link", { name: /^Ожидают\s\(сказать\sсамим:\s1\)$/ })).toBeVisible();
    await expectAccessible(page, "Кто ждёт", javaScriptEnabled);
    await task.getByRole("button", { name: /^Человек\sзнает/ }).click();
    await expect(page.getByRole("status").filter({ hasText: "Отмечено: человек знает." })).toBeVisible();
    await expect(task).toHaveCount(0);

    // Nobody wrote to a phone: on the promised day it is called, and the call is noted at the request.
    const { id: serviceId, slug } = await practice.service();
    await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${slug}`);
    await fill(page, everything("phone", "8 916 123-91-10"));
    await send(page);
    const { id: phone } = await requestOf(practice, serviceId);
    await changeRequest(practice, phone, { answerBy: new Date(Date.now() + 3_600_000) });
    await page.goto(`${practice.origin}/desk/`);
    await expect(task).toContainText("Оставлен только телефон");
    await expect(task.getByRole("button")).toHaveCount(0);
    await task.getByRole("link", { name: /^Открыть\sзаявку/ }).click();
    await page.getByRole("button", { name: "Отметить: связались", exact: true }).click();
    await expect(page.getByRole("status").filter({ hasText: "Отмечено: связались." })).toBeVisible();
    await page.goto(`${practice.origin}/desk/`);
    await expect(task).toHaveCount(0);
    await page.goto(`${practice.origin}/desk/faults/`);
    const mails = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Письма" }) });
    await expect(mails).toContainText("в порядке");
  } finally {
    await practice.stop();
  }
});

test("mails that wait for a limit are shown, with how many and until when", async ({ page }) => {
  const practice = await Practice.start({ mailCeilings: { perHour: 1, perDay: 10 }, operatorEmail: null });
  try {
    const [first, ...others] = [await join(practice), await join(practice), await join(practice)];
    await practice.mailTo(first.address);
    const waiting = async () =>
      (await storedMails(practice)).filter(({ heldUntil, sentAt }) => heldUntil && heldUntil > new Date() && !sentAt);
    await expect.poll(async () => (await waiting()).length).toBe(others.length);
    await signInToDesk(page, practice, "assistant");
    await page.goto(`${practice.origin}/desk/faults/`);
    const mails = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Письма" }) });
    await expect(mails).toContainText("нужно внимание");
    await expect(mails).toContainText(
      /Писем\sза\sчас\sбольше,\sчем\s1\.\sЖдут\sсвоей\sочереди:\s2\sписьма,\sпервое\s—\sдо\s\d+\s\S+\sв\s\d\d:\d\d\./,
    );
    await expect(mails).toContainText("Ничего не потеряно: письма уйдут сами, по порядку.");
    await expect(page.getByRole("main")).not.toContainText(first.address);
  } finally {
    await practice.stop();
  }
});

test("an owner sends a test mail, and hears when it was refused or was one too many", async ({
  page,
  javaScriptEnabled,
}) => {
  const practice = await Practice.start();
  try {
    await signInToDesk(page, practice, "owner");
    await page.goto(`${practice.origin}/desk/faults/`);
    const server = page
      .getByRole("listitem")
      .filter({ has: page.getByRole("heading", { name: "Сервер и настройки" }) });
    await expect(server).toContainText("в порядке");
    const button = page.getByRole("button", { name: "Отправить пробное письмо" });
    await button.click();
    await expect(page.getByRole("status").filter({ hasText: "Проверьте ящик operator@example.org" })).toBeVisible();
    expect((await practice.mailTo("operator@example.org")).subject).toBe("Пробное письмо");
    await expectAccessible(page, "Исправность", javaScriptEnabled);
    for (let more = 0; more < 4; more += 1) await practice.app.limits.admitTestMail();
    await button.click();
    await expect(page.getByRole("alert").filter({ hasText: "За час уже отправлено пять" })).toBeVisible();
    await expectAccessible(page, "Исправность", javaScriptEnabled);
  } finally {
    await practice.stop();
  }
});
