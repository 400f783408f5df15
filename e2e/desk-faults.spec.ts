import { signInToDesk } from "./support/desk.ts";
import { everything, fill, send } from "./support/form.ts";
import { expect, somebody, test } from "./support/practice.ts";

test("what works is said to work, and what does not comes with what to do", async ({ page, practice }) => {
  const service = await practice.service();
  const address = somebody();
  await page.goto(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`);
  await fill(page, everything("email", address));
  await send(page);
  await practice.mailTo(address);
  await practice.jobsDone();
  await signInToDesk(page, practice);
  const check = (name: string) => page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });
  await page.goto(`${practice.origin}/desk/faults/`);
  await expect(check("База данных и очередь")).toContainText("База данных отвечает.");
  await expect(check("Ключи шифрования")).toContainText("действующий");
  await expect(check("Тексты согласий")).toContainText("в порядке");

  const [mail] = await practice.query(
    "update mails set failed_at = now(), error_code = 'smtp_550', attempts = 14 where dedupe_key like 'confirmation/%' and waitlist_request_id in (select id from waitlist_requests where service_id = $1) returning id, waitlist_request_id",
    [service.id],
  );
  await practice.query(
    "update pgboss.job set completed_on = now() - interval '1 day' where name = 'run-retention' and state = 'completed'",
  );
  const [job] = await practice.query(
    "insert into pgboss.job (name, state, created_on, started_on, completed_on) values ('run-retention', 'completed', now() - interval '200 days', now() - interval '200 days', now() - interval '3 hours') returning id",
  );
  try {
    await page.reload();
    await expect(page.getByRole("alert")).toContainText("Нужно внимание");
    await expect(check("Письма")).toContainText("свяжитесь с человеком");
    const row = page.getByRole("row", { name: /smtp_550/ });
    await expect(row).toContainText("подтверждение заявки");
    await expect(row.getByRole("link")).toHaveAttribute("href", `/desk/requests/${mail?.waitlist_request_id}/`);
    await expect(page.getByRole("main")).not.toContainText(address);
    await expect(check("Удаление по срокам")).toContainText("3 часа назад");
  } finally {
    await practice.query("update mails set failed_at = null, error_code = null where id = $1", [mail?.id]);
    await practice.query("delete from pgboss.job where id = $1", [job?.id]);
  }
});
