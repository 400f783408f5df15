import { startPayload } from "#app/domain/chat/start-link.ts";
import { aTitle, click, noSlots, test } from "../support/chat/chat.ts";
import { MAX_SECRET, MaxPerson, nextMoment, postMax } from "../support/chat/max-person.ts";
import { send } from "../support/http.ts";
import { expect, Practice } from "../support/practice.ts";
import { chatsOpen } from "../support/records/chat.ts";

const dialog = (id: number) => ({ chat_id: 1_000_000_000 + id, chat_type: "dialog", user_id: 1 });
const said = (id: number, text: string) => ({
  update_type: "message_created",
  timestamp: nextMoment(),
  message: { sender: { user_id: id }, recipient: dialog(id), body: { mid: `mid.raw.${nextMoment()}`, text } },
});

test("only MAX passes its webhook, and all its updates are answered 200", async ({ practice, maxBot }) => {
  await practice.service();
  const anna = new MaxPerson(practice, maxBot);
  const [calls, chats] = [maxBot.calls.length, await chatsOpen(practice)];
  const { user } = anna;
  const start = { update_type: "bot_started", timestamp: nextMoment(), chat_id: 1, user };
  expect((await postMax(practice, start, null)).status).toBe(401);
  expect((await postMax(practice, start, "guessed")).status).toBe(401);
  expect((await send(`${practice.origin}/api/max/webhook`)).status).toBe(405);
  const group = { chat_id: -100, chat_type: "chat", user_id: 1 };
  const odd = [
    { ...said(anna.id, "/start"), update_type: "message_edited" },
    {
      update_type: "message_created",
      timestamp: 1,
      message: { sender: user, recipient: group, body: { mid: "m", text: "/start" } },
    },
    { update_type: "bot_added", timestamp: 1, chat_id: -100, user, is_channel: false },
    { update_type: "of_tomorrow", timestamp: 1, user },
    { update_type: "bot_started" },
    null,
    [],
  ];
  for (const update of odd) expect((await postMax(practice, update)).status).toBe(200);
  const headers = { "X-Max-Bot-Api-Secret": MAX_SECRET };
  for (const body of ["{", "", Buffer.from([0x22, 0xd0, 0x22]), "x".repeat(300_000)]) {
    const broken = await send(`${practice.origin}/api/max/webhook`, { method: "POST", headers, body });
    expect(broken.status).toBe(200);
  }
  await practice.jobsDone();
  expect(maxBot.calls).toHaveLength(calls);
  expect(await chatsOpen(practice)).toBe(chats);
});

test("without a token there is no webhook of MAX, and no word of it on the page", async () => {
  const practice = await Practice.start();
  try {
    const service = await practice.service({ title: aTitle() });
    expect((await postMax(practice, {})).status).toBe(404);
    expect((await send(`${practice.origin}/booking/max/`)).status).toBe(404);
    expect((await send(noSlots(practice, service.slug))).body).not.toContain("MAX");
  } finally {
    await practice.stop();
  }
});

test("a link that is opened in a running dialog is read from the text", async ({ practice, maxBot }) => {
  const [service] = [await practice.service({ title: aTitle() }), await practice.service({ title: aTitle() })];
  const anna = new MaxPerson(practice, maxBot);
  await anna.starts();
  await anna.sees("Какая услуга");
  await anna.says(await click(practice, service.slug, "", "max"));
  await anna.sees(`«${service.title}»`);
  await anna.says(startPayload("zzzzzzzz"));
  await anna.sees("Какая услуга");
});

test("a press under a message that is gone counts, and so does a second one", async ({ practice, maxBot }) => {
  const service = await practice.service({ title: aTitle() });
  const anna = new MaxPerson(practice, maxBot);
  await anna.starts();
  const first = await anna.sees("Какая услуга");
  const data = first.buttons.find(({ text }) => text === service.title)?.data ?? "";
  const press = (timestamp: number) =>
    postMax(practice, {
      update_type: "message_callback",
      timestamp,
      callback: { timestamp, callback_id: "cb.gone", payload: data, user: anna.user },
      message: null,
    });
  const at = nextMoment();
  for (const moment of [at, at, nextMoment()]) expect((await press(moment)).status).toBe(200);
  await practice.jobsDone();
  expect(anna.messages.filter(({ text }) => text.includes("Когда вам удобно"))).toHaveLength(2);
});

test("twelve updates at once are all answered, no faster than MAX allows", async ({ practice, maxBot }) => {
  await practice.service();
  const anna = new MaxPerson(practice, maxBot);
  maxBot.paced = true;
  try {
    const sent = await Promise.all(Array.from({ length: 12 }, () => anna.says("/emergency")));
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([200]));
    await practice.jobsDone();
    expect(anna.messages).toHaveLength(12);
  } finally {
    maxBot.paced = false;
  }
});
