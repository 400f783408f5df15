import type { Page } from "@playwright/test";
import { atTheDesk, joined, main, press, signInToDesk } from "../support/desk/desk.ts";
import { form, send } from "../support/http.ts";
import { linkIn } from "../support/mail/outbox.ts";
import { expect, test } from "../support/practice.ts";
import { changeRequest } from "../support/records/requests.ts";
import { auditAbout } from "../support/records/team.ts";

/** A scripted submit is held back until the test continues it. */
async function heldPosts(page: Page, hold: boolean | undefined) {
  let posts = 0;
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route("**/desk/requests/**", async (route) => {
    if (route.request().method() === "POST") {
      posts += 1;
      if (hold) await held;
    }
    await route.continue();
  });
  return { goOn, sent: () => posts };
}

test("contacted, undone, noted and closed: each is done, confirmed and in the timeline", async ({ page, practice }) => {
  const { href, row } = await joined(page, practice);
  const { email } = await signInToDesk(page, practice, "assistant");
  await page.goto(href);
  await press(page, "Отметить: связались");
  await expect(page.getByRole("status").getByText("Отмечено: связались.")).toBeVisible();
  expect(await row()).toMatchObject({ status: "contacted" });
  await press(page, "Отменить последнее действие");
  await expect(page.getByText("Отменено: всё как было.")).toBeVisible();
  expect(await row()).toMatchObject({ status: "new", contactedAt: null });
  await page.getByLabel("Заметка").selectOption("call_tomorrow");
  await press(page, "Добавить заметку");
  await expect(main(page)).toContainText(`Заметка: перезвонить завтра · ${email}`);
  const reason = page.getByLabel("Закрыть с причиной");
  await expect(reason).toHaveValue("");
  await expect(reason).toHaveAccessibleDescription(/можно\sвернуть\sв\sлист/);
  await press(page, "Закрыть заявку");
  await expect(page.getByRole("alert").getByRole("link", { name: "Выберите причину из списка" })).toBeVisible();
  await expect(reason).toHaveAttribute("aria-invalid", "true");
  await expect(reason).toHaveAccessibleDescription(/Выберите\sпричину\sиз\sсписка/);
  await expect(page).toHaveTitle(/^Ошибка:\s/);
  expect(await row()).toMatchObject({ status: "new" });
  await reason.selectOption("declined");
  await press(page, "Закрыть заявку");
  await expect(page.getByText("Заявка закрыта.", { exact: true })).toBeVisible();
  expect(await row()).toMatchObject({ status: "closed", closedReason: "declined" });
  for (const what of ["Отмечено: связались", "Последнее действие отменено", "Заявка закрыта: время не подошло"])
    await expect(main(page)).toContainText(`${what} · ${email}`);
});

test("a closed request goes back to the list at its place, and its own page says so", async ({ page, practice }) => {
  const { href, id, row, address } = await joined(page, practice);
  const { createdAt } = await row();
  // A request that is closed before its confirmation was sent gets none.
  const { text } = await practice.mailTo(address, "Ваша заявка принята");
  await signInToDesk(page, practice, "assistant");
  await page.goto(href);
  await page.getByLabel("Закрыть с причиной").selectOption("not_reached");
  await press(page, "Закрыть заявку");
  await expect(page.getByText("Заявка закрыта.", { exact: true })).toBeVisible();
  const dayAgo = new Date(Date.now() - 86_400_000);
  await changeRequest(practice, id, { closedAt: dayAgo, updatedAt: dayAgo });
  await page.goto(href);
  await expect(main(page)).toContainText("Заявка закрыта: не удалось связаться");
  await expect(page.getByRole("button", { name: "Отменить последнее действие" })).toHaveCount(0);
  await press(page, "Вернуть в лист");
  await expect(page.getByRole("status").getByText("Заявка снова в листе")).toBeVisible();
  expect(await row()).toMatchObject({ status: "new", closedReason: null, createdAt });
  await expect(main(page)).toContainText("Заявка возвращена в лист");
  await page.goto(linkIn(text).link);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ваша заявка");
});

test("an act in progress shows its result in advance and is sent once", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { id, href, row } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(href);
  const posts = await heldPosts(page, javaScriptEnabled);
  await press(page, "Отметить: связались");
  if (javaScriptEnabled) {
    const busy = page.getByRole("button", { name: "Выполняем…" });
    await expect(busy).toHaveAttribute("aria-disabled", "true");
    await expect(page.locator(".heading")).toContainText("связались");
    expect(await row()).toMatchObject({ status: "new" });
    await busy.press("Enter");
  }
  posts.goOn();
  await expect(page.getByRole("status").getByText("Отмечено: связались.")).toBeVisible();
  expect(await row()).toMatchObject({ status: "contacted" });
  expect(posts.sent()).toBe(1);
  expect(await auditAbout(practice, id)).toMatchObject([{ action: "contacted" }]);
});

test("an act can be undone while the button is there; a stale page says it is too late", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { href, id, row } = await joined(page, practice);
  const undo = page.getByRole("button", { name: "Отменить последнее действие" });
  await signInToDesk(page, practice);
  await page.goto(href);
  await press(page, "Отметить: связались");
  await expect(undo).toBeVisible();
  // By itself with JavaScript, at the next load without.
  if (javaScriptEnabled) await expect(undo).toHaveCount(0);
  else await expect(async () => expect((await page.reload()) && (await undo.count())).toBe(0)).toPass();
  await expect(page.getByRole("button", { name: "Закрыть заявку" })).toBeVisible();

  const seen = await page.locator("input[name=seen]").first().inputValue();
  const { cookie } = await atTheDesk(practice);
  const late = form({ intent: "undo", seen });
  const answer = await send(href, {
    ...late,
    headers: { ...late.headers, Cookie: cookie, Origin: practice.origin },
  });
  expect(answer.status).toBe(409);
  expect(answer.body).toContain("Десять секунд прошли, отменить уже нельзя");
  expect(await row()).toMatchObject({ status: "contacted" });
  expect(await auditAbout(practice, id)).toMatchObject([{ action: "contacted" }]);
});

test("the second of two operators is told who did what, and nothing changes", async ({
  page,
  practice,
  javaScriptEnabled,
}) => {
  const { id, href, row, service } = await joined(page, practice);
  await signInToDesk(page, practice);
  await page.goto(href);
  const other = await atTheDesk(practice, "assistant");
  const seen = await page.locator("input[name=seen]").first().inputValue();
  const closing = form({ intent: "closed", reason: "booked", seen });
  const headers = { ...closing.headers, Cookie: other.cookie, Origin: practice.origin };
  expect((await send(href, { ...closing, headers })).status).toBe(303);
  const posts = await heldPosts(page, javaScriptEnabled);
  await press(page, "Отметить: связались");
  const heading = page.locator(".heading");
  if (javaScriptEnabled) await expect(heading).toContainText("связались");
  posts.goOn();
  await expect(page.getByRole("alert")).toContainText(other.email);
  await expect(page.getByRole("alert")).toContainText("заявка закрыта");
  await expect(heading).toContainText("закрыта: записались");
  await expect(heading).not.toContainText("связались");
  expect(await row()).toMatchObject({ status: "closed", closedReason: "booked" });
  expect(await auditAbout(practice, id)).toHaveLength(1);

  const slot = await practice.freeTime(service.id, 17);
  await page.goto(href);
  await page.getByRole("link", { name: "Свободные окна этой услуги" }).click();
  await expect(page.getByRole("main")).toContainText(`Показано время, которое подходит услуге «${service.title}».`);
  const day = slot.startsAt.toLocaleDateString("ru-RU", { timeZone: "Europe/Moscow", day: "numeric", month: "long" });
  const given = page.locator(".week > li", { hasText: day }).locator(".slot", { hasText: service.title });
  await given
    .getByRole("button", { name: /^Закрыть:\s/ })
    .first()
    .click();
  await expect(page.getByRole("status").filter({ hasText: "Окно закрыто" })).toBeVisible();
  await expect(page.getByRole("main")).toContainText("Показано время, которое подходит");
});
