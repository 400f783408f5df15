import { Person, test } from "../support/chat/chat.ts";
import { atTheDesk, signInToDesk } from "../support/desk/desk.ts";
import { send } from "../support/http.ts";
import { expect, type Practice } from "../support/practice.ts";

const requestOf = async (practice: Practice, serviceId: string) => {
  const [request] = await practice.query("select id from waitlist_requests where service_id = $1", [serviceId]);
  return String(request?.id);
};
const at = (practice: Practice, requestId: string) => `${practice.origin}/desk/requests/${requestId}/message/`;

test("an operator sends a prepared message to an open chat, and reads the answer that came by a button", async ({
  page,
  practice,
  bot,
}) => {
  const service = await practice.service({ title: "Консультация для пары" });
  const anna = new Person(practice, bot);
  await anna.says("/start");
  await anna.sees("Какая услуга");
  await anna.chooses("Консультация для пары");
  await anna.joins();
  const requestId = await requestOf(practice, service.id);
  const operator = await signInToDesk(page, practice, "assistant");

  const offered = page.getByRole("link", { name: "Написать через бота" });
  await page.goto(new URL("..", at(practice, requestId)).href);
  await offered.click();
  const main = page.getByRole("main");
  await expect(main).toContainText("Чат открыт");
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await page.getByRole("button", { name: "Отправить" }).click();
  await expect(page.getByRole("alert")).toContainText("Выберите сообщение.");
  await expect(page).toHaveTitle(/^Ошибка: /);
  await page.getByRole("radio", { name: "Времени пока нет" }).check();
  await page.getByRole("button", { name: "Отправить" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Сообщение поставлено в очередь" })).toBeVisible();
  await anna.sees("Свободного времени пока нет");
  await anna.chooses("Да, подожду");
  await anna.sees("ответ передан");
  await page.goto(at(practice, requestId));
  await expect(page.getByRole("row", { name: /Времени пока нет.*Отправлено.*Да, подожду/ })).toBeVisible();

  await page.getByRole("radio", { name: "Времени пока нет" }).check();
  await page.getByRole("button", { name: "Отправить" }).click();
  await expect(page.getByRole("alert")).toContainText("сегодня уже отправлено");
  const timeline = await practice.query(
    "select event_name, source, properties->>'answer' as answer from lead_timeline_events where waitlist_request_id = $1 order by occurred_at, id",
    [requestId],
  );
  expect(timeline.map(({ event_name, source, answer }) => [event_name, source, answer])).toEqual([
    ["waitlist_submitted", "telegram", null],
    ["message_sent", "admin", null],
    ["message_answered", "telegram", "yes"],
  ]);
  const audit = await practice.query("select action, details from desk_audit where operator_id = $1", [operator.id]);
  expect(audit).toEqual([{ action: "message_sent", details: { message: "no_time_yet" } }]);

  await anna.becomes("kicked");
  await practice.jobsDone();
  await page.reload();
  await expect(main).toContainText("Бот заблокирован");
  await page.goto(new URL("..", at(practice, requestId)).href);
  await expect(page.getByRole("heading", { name: "Контакт" })).toBeVisible();
  await expect(offered).toHaveCount(0);
  await page.goto(at(practice, requestId));
  await expect(page.getByRole("button", { name: "Отправить" })).toHaveCount(0);
});

test("where nobody started the bot there is nothing to send, and what is posted all the same is refused", async ({
  page,
  practice,
}) => {
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
  const requestId = await requestOf(practice, service.id);
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
  expect(await practice.query("select 1 from desk_audit where operator_id = $1", [operatorId])).toEqual([]);
});
