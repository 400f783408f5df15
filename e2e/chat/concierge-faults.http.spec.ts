import { aTitle, nextUpdate, noSlots, Person, post, requestsOf, SECRET, test } from "../support/chat/chat.ts";
import { send } from "../support/http.ts";
import { expect, Practice } from "../support/practice.ts";

test("only Telegram passes the webhook, and all its updates are answered 200", async ({ practice, bot }) => {
  await practice.service();
  const anna = new Person(practice, bot);
  const calls = bot.calls.length;
  const chats = await practice.query("select 1 from telegram_chats where $1", [true]);
  const start = () => ({
    update_id: nextUpdate(),
    message: { message_id: 1, date: 0, chat: anna.chat, from: { id: anna.id, is_bot: false }, text: "/start" },
  });
  expect((await post(practice, start(), null)).status).toBe(401);
  expect((await post(practice, start(), "guessed")).status).toBe(401);
  expect((await send(`${practice.origin}/api/telegram/webhook`)).status).toBe(405);
  const group = { id: -100_123, type: "supergroup", title: "Группа" };
  const odd = [
    { ...start(), message: { ...start().message, chat: group } },
    { update_id: nextUpdate(), channel_post: { message_id: 1, date: 0, chat: { id: -100, type: "channel" } } },
    {
      update_id: nextUpdate(),
      callback_query: { id: "1", from: { id: anna.id, is_bot: false }, inline_message_id: "x", data: "1.again" },
    },
    {
      update_id: nextUpdate(),
      my_chat_member: { chat: group, from: { id: anna.id, is_bot: false }, new_chat_member: { status: "member" } },
    },
    { update_id: "many" },
    {},
    [],
  ];
  for (const update of odd) expect((await post(practice, update)).status).toBe(200);
  const broken = await send(`${practice.origin}/api/telegram/webhook`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "X-Telegram-Bot-Api-Secret-Token": SECRET,
    },
    body: "{",
  });
  expect(broken.status).toBe(200);
  await practice.jobsDone();
  expect(bot.calls).toHaveLength(calls);
  expect(await practice.query("select 1 from telegram_chats where $1", [true])).toHaveLength(chats.length);
});

test("without a bot's token there is no webhook, and the page is as it was", async ({ bot }) => {
  const practice = await Practice.start({ telegram: null });
  try {
    const service = await practice.service({ title: aTitle() });
    expect((await new Person(practice, bot).says("/start")).status).toBe(404);
    expect((await send(noSlots(practice, service.slug))).body).toContain("/booking/telegram/");
  } finally {
    await practice.stop();
  }
});

test("repeated and out-of-order updates change nothing twice", async ({ practice, bot }) => {
  const service = await practice.service({ title: aTitle() });
  const anna = new Person(practice, bot);
  const number = nextUpdate();
  for (const again of [1, 2, 3]) expect((await anna.says("/start", number)).status, String(again)).toBe(200);
  await anna.sees("Какая услуга");
  await anna.chooses(service.title);
  await anna.chooses("Любое время");
  await anna.chooses("Даю это согласие");
  const last = (await anna.sees("на связь")).buttons.find(({ text }) => text === "Даю это согласие")?.data ?? "";
  const [later, earlier] = [nextUpdate() + 100, nextUpdate()];
  await anna.presses(last, later);
  await anna.sees("заявка принята");
  await anna.presses(last, earlier);
  await anna.presses(last, later);
  await anna.sees("Эта заявка уже принята");
  await practice.jobsDone();
  expect(await requestsOf(practice, service.id)).toHaveLength(1);
  expect(anna.messages).toHaveLength(6);
});

test("a button that was tampered with, or is about something else, says why nothing happens", async ({
  practice,
  bot,
}) => {
  const service = await practice.service({ title: aTitle() });
  const other = new Person(practice, bot);
  await other.says("/start");
  await other.sees("Какая услуга");
  await other.chooses(service.title);
  await other.joins();
  const [theirs] = await requestsOf(practice, service.id);

  const anna = new Person(practice, bot);
  await anna.says("/start");
  await anna.sees("Какая услуга");
  for (const data of ["1.w.any.'; drop table leads", `1.c.2026-11-23.${service.id}`, "x".repeat(64)]) {
    const count = anna.messages.length;
    await anna.presses(data);
    await expect.poll(() => anna.messages.length, { timeout: 20_000 }).toBe(count + 1);
    await anna.sees("сейчас она ничего не меняет");
  }
  await anna.presses(`1.l.${theirs?.id}`);
  await anna.sees("Открытых заявок у вас нет");
  expect(await requestsOf(practice, service.id)).toEqual([expect.objectContaining({ status: "new" })]);
});

test("fifty presses in a second from one chat are answered, and not all of them worked", async ({ practice, bot }) => {
  await practice.service();
  const anna = new Person(practice, bot);
  const statuses = await Promise.all(
    Array.from({ length: 100 }, () => anna.says("/start").then(({ status }) => status)),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  await practice.jobsDone();
  expect(anna.messages.length).toBeLessThanOrEqual(40);
  expect(anna.messages.length).toBeGreaterThan(0);
});

test("what a chat presses beyond its day's limit is answered and let go", async ({ practice, bot }) => {
  await practice.service();
  const anna = new Person(practice, bot);
  await anna.says("/start");
  await anna.sees("Какая услуга");
  await practice.query("update rate_limits set points = 500 where key like $1", ["chat_day%"]);
  const before = anna.messages.length;
  expect((await anna.says("/start")).status).toBe(200);
  await practice.jobsDone();
  expect(anna.messages).toHaveLength(before);
  expect(await practice.query("select 1 from telegram_updates")).toEqual([]);
});

test("with Telegram away everything waits, in order, and goes once when it is back", async ({ practice, bot }) => {
  const service = await practice.service({ title: aTitle() });
  const calls = bot.calls.length;
  bot.standing = { status: 502, description: "Bad Gateway" };
  bot.next("reset");
  const anna = new Person(practice, bot);
  await anna.says("/start");
  await expect.poll(() => bot.calls.length, { timeout: 20_000 }).toBeGreaterThan(calls);
  await anna.presses(`1.s.${service.id}`);
  await anna.says("words");
  await expect
    .poll(
      () =>
        practice.query("select 1 from telegram_messages where sent_at is null and failed_at is null and $1", [true]),
      {
        timeout: 20_000,
      },
    )
    .toHaveLength(3);
  expect(anna.messages).toEqual([]);
  bot.standing = "accept";
  await practice.hurry();
  await expect.poll(() => anna.messages.length, { timeout: 20_000 }).toBe(3);
  expect(anna.messages.map(({ text }) => text.slice(0, 12))).toEqual(["Здравствуйте", "Когда вам уд", "Здесь отвеча"]);
  await practice.hurry();
  await practice.jobsDone();
  expect(anna.messages).toHaveLength(3);
});

test("when Telegram asks to wait, nothing is sent before", async ({ practice, bot }) => {
  await practice.service();
  bot.next({ status: 429, retryAfter: 1800 });
  const anna = new Person(practice, bot);
  await anna.says("/start");
  await expect
    .poll(
      () =>
        practice.query(
          "select 1 from pgboss.job where name = 'answer-chat' and state = 'created' and start_after between now() + interval '25 minutes' and now() + interval '30 minutes' and $1",
          [true],
        ),
      { timeout: 20_000 },
    )
    .toHaveLength(1);
  expect(anna.messages).toEqual([]);
  await practice.hurry();
  await anna.sees("Какая услуга");
  expect(anna.messages).toHaveLength(1);
});

test("a person who blocked the bot is marked, and heard again when they come back", async ({ practice, bot }) => {
  const service = await practice.service({ title: aTitle() });
  const anna = new Person(practice, bot);
  await anna.says("/start");
  await anna.sees("Какая услуга");
  await anna.chooses(service.title);
  await anna.joins();
  const unreachable = async () => (await requestsOf(practice, service.id)).map((each) => each.unreachable);
  bot.next({ status: 403, description: "Forbidden: bot was blocked by the user" });
  await anna.says("/status");
  await expect.poll(unreachable, { timeout: 20_000 }).toEqual([true]);
  await anna.says("/status");
  await anna.sees("Ваши заявки");
  await expect.poll(unreachable, { timeout: 20_000 }).toEqual([false]);
  await anna.becomes("kicked");
  await expect.poll(unreachable, { timeout: 20_000 }).toEqual([true]);
  await anna.becomes("member");
  await expect.poll(unreachable, { timeout: 20_000 }).toEqual([false]);
});
