import { join } from "../support/mail/delivery.ts";
import { signInToDesk } from "../support/desk/desk.ts";
import { everything, fill, send } from "../support/pages/form.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";

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

  const [mail] = await practice.query(
    "update mails set failed_at = now(), error_code = 'smtp_550', attempts = 14 where dedupe_key like 'confirmation/%' and waitlist_request_id in (select id from waitlist_requests where service_id = $1) returning id, waitlist_request_id",
    [service.id],
  );
  // The hour may have struck for this practice meanwhile.
  await practice.query("delete from pgboss.job where name = 'run-retention' and state = 'completed'");
  const [job] = await practice.query(
    "insert into pgboss.job (name, state, created_on, started_on, completed_on) values ('run-retention', 'completed', now() - interval '200 days', now() - interval '200 days', now() - interval '3 hours') returning id",
  );
  try {
    await page.reload();
    await expect(page.getByRole("alert")).toContainText("Нужно внимание");
    await expect(check("Письма")).toContainText("Не дошли: 1 письмо.");
    const row = page.getByRole("row", { name: /smtp_550/ });
    await expect(row).toContainText("подтверждение заявки");
    await expect(row).toContainText("Свяжитесь с человеком: он не знает, что заявка принята.");
    await expect(row.getByRole("link")).toHaveAttribute("href", `/desk/requests/${mail?.waitlist_request_id}/`);
    await expect(page.getByRole("main")).not.toContainText(address);
    await expect(check("Удаление по срокам")).toContainText("3 часа назад");
    // Every page of the desk says that something is amiss, to everybody, and until it is not.
    const sign = page.getByRole("link", { name: /^Состояние \(нужно внимание: \d\)$/ });
    await expect(sign).toBeVisible();
    await page.goto(`${practice.origin}/desk/settings/`);
    await sign.click();
    await practice.query("update waitlist_requests set contacted_at = now() where service_id = $1", [service.id]);
    await practice.query("delete from pgboss.job where id = $1", [job?.id]);
    await page.goto(`${practice.origin}/desk/faults/`);
    await expect(check("Письма")).toContainText("в порядке");
    await page.goto(`${practice.origin}/desk/`);
    await expect(page.getByRole("link", { name: "Состояние", exact: true })).toBeVisible();
  } finally {
    await practice.query("update mails set failed_at = null, error_code = null where id = $1", [mail?.id]);
    await practice.query("delete from pgboss.job where id = $1", [job?.id]);
  }
});

test("mails that wait for a limit are shown, with how many and until when", async ({ page }) => {
  const practice = await Practice.start({ mailCeilings: { perHour: 1, perDay: 10 }, operatorEmail: null });
  try {
    const [first, ...others] = [await join(practice), await join(practice), await join(practice)];
    await practice.mailTo(first.address);
    const waiting = () => practice.query("select 1 from mails where held_until > now() and sent_at is null");
    await expect.poll(async () => (await waiting()).length, { timeout: 30_000 }).toBe(others.length);
    await signInToDesk(page, practice, "assistant");
    await page.goto(`${practice.origin}/desk/faults/`);
    const mails = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Письма" }) });
    await expect(mails).toContainText("нужно внимание");
    await expect(mails).toContainText(
      /Писем за час больше, чем 1\. Ждут своей очереди: 2 письма, первое — до \d+ \S+ в \d\d:\d\d\./,
    );
    await expect(mails).toContainText("Ничего не потеряно: письма уйдут сами, по порядку.");
    await expect(page.getByRole("main")).not.toContainText(first.address);
  } finally {
    await practice.stop();
  }
});
