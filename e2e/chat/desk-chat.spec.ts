import { aTitle, test } from "../support/chat/chat.ts";
import { WORLDS } from "../support/chat/worlds.ts";
import { atTheDesk, signInToDesk } from "../support/desk/desk.ts";
import { send } from "../support/http.ts";
import { expect, type Practice } from "../support/practice.ts";
import { timelineOf } from "../support/records/people.ts";
import { requestOf } from "../support/records/requests.ts";
import { auditBy } from "../support/records/team.ts";

const at = (practice: Practice, requestId: string) => `${practice.origin}/desk/requests/${requestId}/message/`;

for (const world of WORLDS) {
  const { messenger } = world;
  test(`an operator sends a prepared message to ${messenger} and reads the answer`, async ({
    page,
    practice,
    bot,
    maxBot,
  }) => {
    const stubs = { bot, maxBot };
    const title = aTitle();
    const service = await practice.service({ title });
    const anna = world.someone(practice, stubs);
    await anna.starts();
    await anna.sees("Какая услуга");
    await anna.chooses(title);
    await anna.joins();
    const { id: requestId } = await requestOf(practice, service.id);
    const operator = await signInToDesk(page, practice, "assistant");

    const offered = page.getByRole("link", { name: "Написать через бота" });
    await page.goto(new URL("..", at(practice, requestId)).href);
    await offered.click();
    const main = page.getByRole("main");
    await expect(main).toContainText("Чат открыт");
    await expect(page.getByRole("textbox")).toHaveCount(0);
    await page.getByRole("button", { name: "Отправить" }).click();
    await expect(page.getByRole("alert")).toContainText("Выберите сообщение.");
    await expect(page).toHaveTitle(/^Ошибка:\s/);
    await page.getByRole("radio", { name: "Времени пока нет" }).check();
    await page.getByRole("button", { name: "Отправить" }).click();
    await expect(page.getByRole("status").filter({ hasText: "Сообщение поставлено в очередь" })).toBeVisible();
    await anna.sees("Свободного времени пока нет");
    await anna.chooses("Да, подожду");
    await anna.sees("ответ передан");
    // News on every page of the desk, and in the list, until an operator acts.
    await page.reload();
    await page.getByRole("link", { name: /^Ожидают\s\(ответили:\s\d+(?:,\sсказать\sсамим:\s\d+)?\)$/ }).click();
    await page.getByRole("link", { name: /^Ответили:\s\d+$/ }).click();
    await expect(page.getByRole("row", { name: title })).toContainText("ответ: «Да, подожду»");
    await page.goto(at(practice, requestId));
    await expect(page.getByRole("row", { name: /Времени\sпока\sнет.*Отправлено.*Да,\sподожду/ })).toBeVisible();

    await page.getByRole("radio", { name: "Времени пока нет" }).check();
    await page.getByRole("button", { name: "Отправить" }).click();
    await expect(page.getByRole("alert")).toContainText("сегодня уже отправлено");
    const properties = expect.not.objectContaining({ answer: expect.anything() });
    expect(await timelineOf(practice, requestId)).toMatchObject([
      { eventName: "waitlist_submitted", source: messenger, properties },
      { eventName: "message_sent", source: "admin", properties },
      // What was written keeps the promise, now that it was answered.
      { eventName: "waitlist_contacted", source: messenger, properties },
      { eventName: "message_answered", source: messenger, properties: { answer: "yes" } },
    ]);
    const audit = await auditBy(practice, operator.id);
    expect(audit).toEqual([{ action: "message_sent", subjectKind: "request", details: { message: "no_time_yet" } }]);

    await anna.stops();
    await practice.jobsDone();
    await page.reload();
    await expect(main).toContainText("Бот заблокирован");
    await page.goto(new URL("..", at(practice, requestId)).href);
    await expect(page.getByRole("heading", { name: "Контакт" })).toBeVisible();
    await expect(offered).toHaveCount(0);
    await page.goto(at(practice, requestId));
    await expect(page.getByRole("button", { name: "Отправить" })).toHaveCount(0);
  });
}

test("without an open chat there is nothing to send, and a forged post is refused", async ({ page, practice }) => {
  const service = await practice.service();
  const body = new URLSearchParams({
    preferred_contact_method: "telegram",
    contact_telegram: "never_started",
    preferred_time_window: "any",
    consent_personal_data: "on",
    consent_communications: "on",
  }).toString();
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  const address = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
  expect((await send(address, { method: "POST", headers, body })).status).toBe(303);
  const { id: requestId } = await requestOf(practice, service.id);
  await signInToDesk(page, practice);
  await page.goto(at(practice, requestId));
  await expect(page.getByRole("main")).toContainText("Чата нет");
  await expect(page.getByRole("button", { name: "Отправить" })).toHaveCount(0);

  const { cookie, id: operatorId } = await atTheDesk(practice);
  const post = (
    of: string,
    message: string,
    more: Record<string, string> = { Cookie: cookie, Origin: practice.origin },
  ) => send(at(practice, of), { method: "POST", headers: { ...headers, ...more }, body: `message=${message}` });
  expect((await post(requestId, "time_appeared")).status).toBe(409);
  expect((await post(requestId, "anything-else")).status).toBe(400);
  expect((await post("01989f3a-0000-7000-8000-000000000001", "time_appeared")).status).toBe(404);
  expect((await post(requestId, "time_appeared", { Origin: practice.origin })).status).toBe(302);
  expect(await auditBy(practice, operatorId)).toEqual([]);
});
