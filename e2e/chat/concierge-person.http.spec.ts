import { aTitle, click, noSlots, Person, requestsOf, test } from "../support/chat/chat.ts";
import { form, send } from "../support/http.ts";
import { expect } from "../support/practice.ts";

test("a name that was left on the page and the chat of that name are one person with one request", async ({
  practice,
  bot,
}) => {
  const service = await practice.service({ title: aTitle() });
  const whole = {
    preferred_contact_method: "telegram",
    preferred_time_window: "any",
    consent_personal_data: "on",
    consent_communications: "on",
  };
  const leaves = (name: string) =>
    send(noSlots(practice, service.slug), form({ ...whole, contact_telegram: `@${name}` }));
  expect((await leaves("vera_balance")).status).toBe(303);
  expect((await leaves("somebody_else")).status).toBe(303);
  // Otherwise the confirmation of the page's request may find an open chat during the exchange.
  await practice.jobsDone();
  const vera = new Person(practice, bot, "Vera_Balance");
  await vera.says(`/start ${await click(practice, service.slug)}`);
  await vera.sees(service.title);
  await vera.joins("Выходные");
  const [hers, another, ...more] = await requestsOf(practice, service.id);
  expect(more).toEqual([]);
  expect(hers).toMatchObject({ source: "web", window: "weekend" });
  expect(another).toMatchObject({ window: "any" });
  expect(another?.lead_id).not.toBe(hers?.lead_id);
  const entries = await practice.query(
    "select event_name from lead_timeline_events where lead_id = $1 order by occurred_at, id",
    [hers?.lead_id],
  );
  expect(entries.map((each) => each.event_name)).toEqual([
    "waitlist_submitted",
    "concierge_started",
    "waitlist_repeated",
  ]);
  const other = await practice.service();
  expect((await send(noSlots(practice, other.slug), form({ ...whole, contact_telegram: "vera_balance" }))).status).toBe(
    303,
  );
  await vera.sees("Ваша заявка принята");

  // The name has moved to another chat, as Telegram reports: messages for its former owner are not sent here.
  bot.names.set(vera.id, "vera_renamed");
  const count = vera.messages.length;
  const third = await practice.service();
  await send(noSlots(practice, third.slug), form({ ...whole, contact_telegram: "vera_balance" }));
  await expect
    .poll(() => practice.query("select 1 from telegram_messages where error_code = $1", ["name-moved"]), {
      timeout: 20_000,
    })
    .toHaveLength(1);
  expect(vera.messages).toHaveLength(count);
});

test("in the chat a request is shown, left and erased, and no trace remains", async ({ practice, bot }) => {
  const service = await practice.service({ title: aTitle() });
  const held = async () => {
    const [rows] = await practice.query(
      "select (select count(*) from telegram_chats) as chats, (select count(*) from telegram_names) as names, (select count(*) from telegram_updates) as updates, (select count(*) from telegram_messages) as messages, (select count(*) from lead_identities where encrypted_contact_value is not null) as identities where $1",
      [true],
    );
    return rows;
  };
  const before = await held();
  const anna = new Person(practice, bot, "anna_erases");
  await anna.says("/start");
  await anna.sees("Какая услуга");
  await anna.chooses(service.title);
  await anna.joins();
  await anna.says("/status");
  const { text } = await anna.sees("Ваши заявки");
  const link = /http\S+\/waitlist\/[\w-]{22}\//.exec(text)?.[0] ?? "";
  expect((await send(link)).status).toBe(200);
  await anna.says("/leave");
  await expect
    .poll(() => anna.messages.at(-1)?.buttons[0]?.text, { timeout: 20_000 })
    .toBe(`Выйти из листа: ${service.title}`);
  await anna.chooses(/Выйти из листа.*/);
  await anna.sees("Вы вышли из листа ожидания");
  const [left] = await requestsOf(practice, service.id);
  expect(left).toMatchObject({ status: "closed", closed_reason: "withdrawn", destroyed: false });
  const withdrawn = await practice.query(
    "select 1 from consents where waitlist_request_id = $1 and withdrawn_at is not null",
    [left?.id],
  );
  expect(withdrawn).toHaveLength(2);

  await anna.says("/start");
  await anna.sees("Какая услуга");
  await anna.chooses(service.title);
  await anna.joins();
  const calls = bot.calls.length;
  bot.next({ status: 500 });
  await anna.says("/delete");
  await expect.poll(() => bot.calls.length, { timeout: 20_000 }).toBeGreaterThan(calls);
  await practice.hurry();
  await anna.sees("Удалить данные");
  await anna.chooses("Да, удалить мои данные");
  await anna.sees("Данные удалены");
  await practice.jobsDone();
  expect((await requestsOf(practice, service.id)).map(({ status, destroyed }) => [status, destroyed])).toEqual([
    ["closed", true],
    ["closed", true],
  ]);
  expect(await held()).toEqual(before);
});
