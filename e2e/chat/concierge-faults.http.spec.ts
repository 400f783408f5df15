import net from "node:net";
import { aTitle, nextUpdate, noSlots, Person, post, SECRET, test } from "../support/chat/chat.ts";
import { WORLDS } from "../support/chat/worlds.ts";
import { send } from "../support/http.ts";
import { expect, Practice } from "../support/practice.ts";
import { chatsOpen, storedMessages, updatesWaiting } from "../support/records/chat.ts";
import { jobs } from "../support/records/jobs.ts";
import { countedUpTo } from "../support/records/limits.ts";
import { requestsOf } from "../support/records/requests.ts";

test("only Telegram passes the webhook, and all its updates are answered 200", async ({ practice, bot }) => {
  await practice.service();
  const anna = new Person(practice, bot);
  const calls = bot.calls.length;
  const chats = await chatsOpen(practice);
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
  expect(await chatsOpen(practice)).toBe(chats);
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

for (const world of WORLDS) {
  const { messenger } = world;

  test(`${messenger}: of fifty updates in a second all are answered, few are acted on`, async ({
    practice,
    bot,
    maxBot,
  }) => {
    await practice.service();
    const anna = world.someone(practice, { bot, maxBot });
    await anna.starts();
    const sent = await Promise.all(Array.from({ length: 100 }, () => anna.says("/emergency")));
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([200]));
    // Two a second is what MAX takes: what waits for its place need not be waited for here.
    await expect.poll(() => anna.messages.length, { timeout: 60_000 }).toBeGreaterThan(3);
    expect((await storedMessages(practice)).length).toBeGreaterThan(0);
    expect(await updatesWaiting(practice)).toBeLessThanOrEqual(40);
    await practice.hurry();
    await practice.jobsDone();
    expect(anna.messages.length).toBeLessThanOrEqual(41);
  });

  test(`${messenger}: a text of 4,000 letters, cut anywhere on its way, is one update`, async ({
    practice,
    bot,
    maxBot,
  }) => {
    const anna = world.someone(practice, { bot, maxBot });
    maxBot.started.add(anna.id);
    const { path, secret, update } = world.typed(anna, "ы".repeat(4_000));
    const body = Buffer.from(JSON.stringify(update));
    const { hostname, port } = new URL(practice.origin);
    const head = `POST ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: ${body.length}\r\n${secret}\r\nConnection: close\r\n\r\n`;
    const socket = net.connect(Number(port), hostname);
    const answer = new Promise<string>((resolve) => {
      socket.once("data", (data) => resolve(data.toString()));
    });
    socket.setNoDelay(true);
    socket.write(head);
    // An odd length cuts a letter of two bytes.
    for (let at = 0; at < body.length; at += 1_001) {
      await new Promise((resolve) => socket.write(body.subarray(at, at + 1_001), resolve));
    }
    expect(await answer).toMatch(/^HTTP\/1\.1 200/);
    socket.destroy();
    await anna.sees("Здесь отвечает программа");
    await practice.jobsDone();
    expect(anna.messages).toHaveLength(1);
  });

  test(`${messenger}: an answer that nobody has seen is tried once more, then given up`, async ({
    practice,
    bot,
    maxBot,
  }) => {
    const stubs = { bot, maxBot };
    await practice.service();
    const tried = world.tried(stubs);
    world.fails(stubs, "unseen");
    const anna = world.someone(practice, stubs);
    await anna.starts();
    await expect.poll(() => world.tried(stubs)).toBe(tried + 1);
    world.fails(stubs, "unseen");
    await practice.hurry();
    await expect.poll(() => world.tried(stubs)).toBe(tried + 2);
    await practice.jobsDone();
    const ours = (await storedMessages(practice)).filter(({ errorCode }) => errorCode === `${messenger}-418`);
    expect(ours).toMatchObject([{ sentAt: null, failedAt: expect.any(Date) }]);
    // The messages after it go their way.
    await anna.says("/emergency");
    await expect.poll(() => anna.messages.length).toBe(1);
    expect(world.tried(stubs)).toBe(tried + 3);
  });

  test(`${messenger}: repeated and out-of-order updates change nothing twice`, async ({ practice, bot, maxBot }) => {
    const stubs = { bot, maxBot };
    const service = await practice.service({ title: aTitle() });
    const anna = world.someone(practice, stubs);
    const number = world.mark();
    for (const again of [1, 2, 3]) expect((await anna.starts(undefined, number)).status, String(again)).toBe(200);
    await anna.sees("Какая услуга");
    await anna.chooses(service.title);
    await anna.chooses("Любое время");
    await anna.chooses("Даю это согласие");
    const last = (await anna.sees("на связь")).buttons.find(({ text }) => text === "Даю это согласие")?.data ?? "";
    const [later, earlier] = [world.mark() + 100, world.mark()];
    await anna.presses(last, later);
    await anna.sees("заявка принята");
    await anna.presses(last, earlier);
    await anna.presses(last, later);
    await anna.sees("Эта заявка уже принята");
    await practice.jobsDone();
    expect(await requestsOf(practice, service.id)).toHaveLength(1);
    expect(anna.messages).toHaveLength(6);
  });

  test(`${messenger}: a tampered button, or one of another subject, explains itself`, async ({
    practice,
    bot,
    maxBot,
  }) => {
    const stubs = { bot, maxBot };
    const service = await practice.service({ title: aTitle() });
    const other = world.someone(practice, stubs);
    await other.starts();
    await other.sees("Какая услуга");
    await other.chooses(service.title);
    await other.joins();
    const [theirs] = await requestsOf(practice, service.id);

    const anna = world.someone(practice, stubs);
    await anna.starts();
    await anna.sees("Какая услуга");
    for (const data of ["1.w.any.'; drop table leads", `1.c.2026-11-23.${service.id}`, "x".repeat(64)]) {
      const count = anna.messages.length;
      await anna.presses(data);
      await expect.poll(() => anna.messages.length).toBe(count + 1);
      await anna.sees("сейчас она ничего не меняет");
    }
    await anna.presses(`1.l.${theirs?.id}`);
    await anna.sees("Открытых заявок у вас нет");
    expect(await requestsOf(practice, service.id)).toEqual([expect.objectContaining({ status: "new" })]);
  });

  test(`${messenger}: presses beyond a chat's daily limit are answered and dropped`, async ({
    practice,
    bot,
    maxBot,
  }) => {
    const stubs = { bot, maxBot };
    await practice.service();
    const anna = world.someone(practice, stubs);
    await anna.starts();
    await anna.sees("Какая услуга");
    await countedUpTo(practice, "chat_day", 500);
    const before = anna.messages.length;
    expect((await anna.starts()).status).toBe(200);
    await practice.jobsDone();
    expect(anna.messages).toHaveLength(before);
    expect(await updatesWaiting(practice)).toBe(0);
  });

  test(`${messenger}: while it is away messages wait in order, then are sent once`, async ({
    practice,
    bot,
    maxBot,
  }) => {
    const stubs = { bot, maxBot };
    const service = await practice.service({ title: aTitle() });
    const tried = world.tried(stubs);
    world.goesDown(stubs, true);
    world.fails(stubs, "reset");
    const anna = world.someone(practice, stubs);
    await anna.starts();
    await expect.poll(() => world.tried(stubs)).toBeGreaterThan(tried);
    await anna.presses(`1.s.${service.id}`);
    await anna.says("words");
    const waiting = async () =>
      (await storedMessages(practice)).filter(({ sentAt, failedAt }) => !(sentAt ?? failedAt));
    await expect.poll(waiting).toHaveLength(3);
    expect(anna.messages).toEqual([]);
    world.goesDown(stubs, false);
    await practice.hurry();
    await expect.poll(() => anna.messages.length).toBe(3);
    expect(anna.messages.map(({ text }) => text.slice(0, 12))).toEqual([
      "Здравствуйте",
      "Когда вам уд",
      "Здесь отвеча",
    ]);
    await practice.hurry();
    await practice.jobsDone();
    expect(anna.messages).toHaveLength(3);
  });

  test(`${messenger}: when it asks to wait, nothing is sent before`, async ({ practice, bot, maxBot }) => {
    const stubs = { bot, maxBot };
    await practice.service();
    world.fails(stubs, "busy");
    const anna = world.someone(practice, stubs);
    await anna.starts();
    const putOff = async () =>
      (await jobs(practice, "answer-chat"))
        .filter(({ state }) => state === "created")
        .filter(({ minutesAhead }) => minutesAhead >= 25 && minutesAhead <= 30);
    await expect.poll(putOff).toHaveLength(1);
    expect(anna.messages).toEqual([]);
    await practice.hurry();
    await anna.sees("Какая услуга");
    expect(anna.messages).toHaveLength(1);
  });

  test(`${messenger}: a person who stopped the bot is marked until they come back`, async ({
    practice,
    bot,
    maxBot,
  }) => {
    const stubs = { bot, maxBot };
    const service = await practice.service({ title: aTitle() });
    const anna = world.someone(practice, stubs);
    await anna.starts();
    await anna.sees("Какая услуга");
    await anna.chooses(service.title);
    await anna.joins();
    const unreachable = async () => (await requestsOf(practice, service.id)).map((each) => each.unreachableAt !== null);
    world.fails(stubs, "stopped");
    await anna.says("/status");
    await expect.poll(unreachable).toEqual([true]);
    await anna.says("/status");
    await anna.sees("Ваши заявки");
    await expect.poll(unreachable).toEqual([false]);
    await anna.stops();
    await expect.poll(unreachable).toEqual([true]);
    await anna.returns();
    await expect.poll(unreachable).toEqual([false]);
  });
}
