import { aTitle, click, noSlots, Person, test } from "../support/chat/chat.ts";
import { form, send } from "../support/http.ts";
import { expect } from "../support/practice.ts";
import { chatTraces, storedMessages } from "../support/records/chat.ts";
import { consentsOf, timelineOfLead } from "../support/records/people.ts";
import { requestOf, requestsOf } from "../support/records/requests.ts";

test("a name left on the page and its chat are one person with one request", async ({ practice, bot }) => {
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
  expect(hers).toMatchObject({ source: "web", preferredTimeWindow: "weekend" });
  expect(another).toMatchObject({ preferredTimeWindow: "any" });
  expect(another?.leadId).not.toBe(hers?.leadId);
  const entries = await timelineOfLead(practice, { leadId: hers?.leadId ?? null });
  expect(entries.map((each) => each.eventName)).toEqual([
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
  const moved = async () => (await storedMessages(practice)).filter(({ errorCode }) => errorCode === "name-moved");
  await expect.poll(moved).toHaveLength(1);
  expect(vera.messages).toHaveLength(count);
});

test("in the chat a request is shown, left and erased, and no trace remains", async ({ practice, bot }) => {
  const service = await practice.service({ title: aTitle() });
  const held = () => chatTraces(practice);
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
  await expect.poll(() => anna.messages.at(-1)?.buttons[0]?.text).toBe(`Выйти из листа: ${service.title}`);
  await anna.chooses(/Выйти\sиз\sлиста.*/);
  await anna.sees("Вы вышли из листа ожидания");
  const left = await requestOf(practice, service.id);
  expect(left).toMatchObject({ status: "closed", closedReason: "withdrawn" });
  expect(left.encryptedContactValue).not.toBeNull();
  const withdrawn = (await consentsOf(practice, left.id)).filter(({ withdrawnAt }) => withdrawnAt);
  expect(withdrawn).toHaveLength(2);

  await anna.says("/start");
  await anna.sees("Какая услуга");
  await anna.chooses(service.title);
  await anna.joins();
  const calls = bot.calls.length;
  bot.next({ status: 500 });
  await anna.says("/delete");
  await expect.poll(() => bot.calls.length).toBeGreaterThan(calls);
  await practice.hurry();
  await anna.sees("Удалить данные");
  await anna.chooses("Да, удалить мои данные");
  await anna.sees("Данные этого чата удалены");
  await practice.jobsDone();
  const closed = { status: "closed", encryptedContactValue: null };
  expect(await requestsOf(practice, service.id)).toMatchObject([closed, closed]);
  expect(await held()).toEqual(before);
});
