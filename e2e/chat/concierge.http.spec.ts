import { deepLinkIdIn, startPayload } from "#app/domain/chat/start-link.ts";
import { aTitle, click, Person, test } from "../support/chat/chat.ts";
import { WORLDS } from "../support/chat/worlds.ts";
import { expect } from "../support/practice.ts";
import { expireLinks } from "../support/records/chat.ts";
import { eventsNamed, funnelOf } from "../support/records/events.ts";
import { consentsOf, leadOf, timelineOf } from "../support/records/people.ts";
import { requestOf, requestsOf } from "../support/records/requests.ts";
import { dumpOf } from "../support/records/whole-tables.ts";

const CONFIRMED = { telegram: "tg_subscribe_confirmed", max: "max_subscribe_confirmed" } as const;

for (const world of WORLDS) {
  const { messenger } = world;
  test(`a click from the page to ${messenger} ends on the same list`, async ({ practice, bot, maxBot }) => {
    const stubs = { bot, maxBot };
    const service = await practice.service({ title: "Супервизия", format: "hybrid" });
    const before = world.acknowledged(stubs);
    const payload = await click(practice, service.slug, "&utm_source=vk&utm_campaign=spring", messenger);
    const anna = world.someone(practice, stubs, "Anna_Balance");
    expect((await anna.starts(payload)).status).toBe(200);
    const greeting = await anna.sees("«Супервизия»");
    expect(greeting.text).toContain("В каком виде");
    await anna.chooses("Очно");
    await anna.sees("Когда вам удобно");
    await anna.chooses("Выходные");
    const first = await anna.sees("обработку персональных данных");
    expect(first.text).toContain(`${practice.origin}/legal/personal-data-consent/`);
    expect(await requestsOf(practice, service.id)).toEqual([]);
    await anna.chooses("Даю это согласие");
    const second = await anna.sees("на связь");
    expect(second.text).toContain(`${practice.origin}/legal/communications-consent/`);
    expect(await requestsOf(practice, service.id)).toEqual([]);
    await anna.chooses("Даю это согласие");
    await anna.sees("Готово, заявка принята");

    const request = await requestOf(practice, service.id);
    expect(request).toMatchObject({
      source: messenger,
      status: "new",
      preferredContactMethod: messenger,
      preferredTimeWindow: "weekend",
      utm: { utm_source: "vk", utm_campaign: "spring" },
    });
    expect(await consentsOf(practice, request.id)).toMatchObject(
      ["personal_data", "communications"].map((type) => ({
        type,
        method: `${messenger}_bot`,
        page: `/api/${messenger}/webhook`,
      })),
    );
    expect(await leadOf(practice, request)).toMatchObject({ source: "chat", utm: { utm_source: "vk" } });
    const [entry] = await timelineOf(practice, request.id);
    expect(entry).toMatchObject({ eventName: "waitlist_submitted", source: messenger });
    expect(entry?.properties).toMatchObject({ preferred_format: "offline", preferred_time_window: "weekend" });
    await practice.noticesToOperator();

    await practice.views(service.slug);
    expect(await funnelOf(practice, service.slug, messenger)).toEqual([
      { shown: 1, clicked: 1, started: 1, submitted: 1 },
    ]);
    expect(world.acknowledged(stubs)).toBe(before + 4);
  });

  test(`${messenger}: a link counts once; an unknown, broken or old one is like none`, async ({
    practice,
    bot,
    maxBot,
  }) => {
    const stubs = { bot, maxBot };
    const [first, second] = [aTitle(), aTitle()];
    const service = await practice.service({ title: first });
    await practice.service({ title: second });
    const payload = await click(practice, service.slug, "", messenger);
    for (const person of [world.someone(practice, stubs), world.someone(practice, stubs)]) {
      await person.starts(payload);
      await person.sees(`«${first}»`);
    }
    const confirmed = () => eventsNamed(practice, CONFIRMED[messenger], deepLinkIdIn(payload) ?? "");
    expect(await confirmed()).toHaveLength(1);

    await expireLinks(practice);
    for (const beginning of [payload, undefined, startPayload("zzzzzzzz"), "x".repeat(64)]) {
      const person = world.someone(practice, stubs);
      await person.starts(beginning);
      const { text, buttons } = await person.sees("Какая услуга вам нужна");
      expect(text).toContain("Здравствуйте");
      const labels = [first, second, "Начать заново", "Экстренная помощь"];
      expect(buttons.map((each) => each.text)).toEqual(expect.arrayContaining(labels));
    }
    expect(await confirmed()).toHaveLength(1);
  });

  test(`${messenger}: a person's text is answered with one sentence, stored nowhere`, async ({
    practice,
    bot,
    maxBot,
  }) => {
    const stubs = { bot, maxBot };
    const service = await practice.service({ title: aTitle() });
    const anna = world.someone(practice, stubs);
    await anna.says("Мне очень плохо, marked-words-7731");
    await anna.sees("о здоровье в этом чате рассказывать не нужно");
    await anna.says(`/start ${"ы".repeat(4000)}`);
    await expect.poll(() => anna.messages.length).toBe(2);
    await anna.chooses("Экстренная помощь");
    await anna.sees("112");
    await anna.chooses("Продолжить");
    await anna.chooses(service.title);
    await anna.sees("Когда вам удобно");
    await practice.jobsDone();
    const dump = await dumpOf(practice.connection);
    expect(dump.size).toBeGreaterThan(15);
    for (const [table, rows] of dump) {
      expect(rows, table).not.toContain("marked-words");
      expect(rows, table).not.toContain(String(anna.id));
    }
  });
}

test("a message in a topic is answered there, or in the chat once the topic is gone", async ({ practice, bot }) => {
  const anna = new Person(practice, bot);
  await anna.saysIn(5, "/emergency");
  expect((await anna.sees("112")).topic).toBe(5);
  await anna.says("/status");
  expect((await anna.sees("Открытых заявок")).topic).toBeUndefined();
  bot.next({ status: 400, description: "Bad Request: message thread not found" });
  await anna.saysIn(6, "/emergency");
  expect((await anna.sees("112")).topic).toBeUndefined();
});
