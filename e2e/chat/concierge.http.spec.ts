import { deepLinkIdIn, startPayload } from "#app/domain/chat/start-link.ts";
import { aTitle, click, Person, requestsOf, test } from "../support/chat/chat.ts";
import { expect } from "../support/practice.ts";

test("the way from the page's click ends on the same list, and one query joins all of its steps", async ({
  practice,
  bot,
}) => {
  const service = await practice.service({ title: "Супервизия", format: "hybrid" });
  const acknowledged = bot.calls.filter(({ method }) => method === "answerCallbackQuery").length;
  const payload = await click(practice, service.slug, "&utm_source=vk&utm_campaign=spring");
  const anna = new Person(practice, bot, "Anna_Balance");
  expect((await anna.says(`/start ${payload}`)).status).toBe(200);
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

  const [request] = await requestsOf(practice, service.id);
  expect(request).toMatchObject({
    source: "telegram",
    status: "new",
    method: "telegram",
    window: "weekend",
    utm: { utm_source: "vk", utm_campaign: "spring" },
  });
  const consents = await practice.query(
    "select type, method, page from consents where waitlist_request_id = $1 order by type",
    [request?.id],
  );
  expect(consents).toEqual(
    ["personal_data", "communications"].map((type) => ({
      type,
      method: "telegram_bot",
      page: "/api/telegram/webhook",
    })),
  );
  const [lead] = await practice.query("select source, utm from leads where id = $1", [request?.lead_id]);
  expect(lead).toMatchObject({ source: "telegram", utm: { utm_source: "vk" } });
  const [entry] = await practice.query(
    "select event_name, source, properties from lead_timeline_events where waitlist_request_id = $1",
    [request?.id],
  );
  expect(entry).toMatchObject({ event_name: "waitlist_submitted", source: "telegram" });
  expect(entry?.properties).toMatchObject({ preferred_format: "offline", preferred_time_window: "weekend" });
  await practice.noticesToOperator();

  await practice.views(service.slug);
  const funnel = await practice.query(
    `select count(distinct shown.event_id)::int as shown, count(distinct click.event_id)::int as clicked,
            count(distinct started.event_id)::int as started, count(distinct submitted.event_id)::int as submitted
     from analytics_events shown
     join analytics_events click on click.event_name = 'cta_tg_click' and click.properties->>'service_slug' = shown.properties->>'service_slug'
     join analytics_events started on started.event_name = 'tg_subscribe_confirmed' and started.properties->>'deep_link_id' = click.properties->>'deep_link_id'
     join analytics_events submitted on submitted.event_name = 'waitlist_submitted' and submitted.properties->>'deep_link_id' = click.properties->>'deep_link_id'
     where shown.event_name = 'show_no_slots' and shown.properties->>'service_slug' = $1`,
    [service.slug],
  );
  expect(funnel).toEqual([{ shown: 1, clicked: 1, started: 1, submitted: 1 }]);
  expect(bot.calls.filter(({ method }) => method === "answerCallbackQuery")).toHaveLength(acknowledged + 4);
});

test("a link counts once, and an unknown, broken or old one begins as kindly as none", async ({ practice, bot }) => {
  const service = await practice.service({ title: "Первая встреча" });
  await practice.service({ title: "Вторая встреча" });
  const payload = await click(practice, service.slug);
  for (const person of [new Person(practice, bot), new Person(practice, bot)]) {
    await person.says(`/start ${payload}`);
    await person.sees("«Первая встреча»");
  }
  const confirmed = () =>
    practice.query(
      "select 1 from analytics_events where event_name = 'tg_subscribe_confirmed' and properties->>'deep_link_id' = $1",
      [deepLinkIdIn(payload)],
    );
  expect(await confirmed()).toHaveLength(1);

  await practice.query("update deep_links set expires_at = now() - interval '1 minute' where id is not null and $1", [
    true,
  ]);
  const beginnings = [`/start ${payload}`, "/start", `/start ${startPayload("zzzzzzzz")}`, `/start ${"x".repeat(64)}`];
  for (const words of beginnings) {
    const person = new Person(practice, bot);
    await person.says(words);
    const { text, buttons } = await person.sees("Какая услуга вам нужна");
    expect(text).toContain("Здравствуйте");
    const labels = ["Вторая встреча", "Первая встреча", "Начать заново", "Экстренная помощь"];
    expect(buttons.map((each) => each.text)).toEqual(expect.arrayContaining(labels));
  }
  expect(await confirmed()).toHaveLength(1);
});

test("what a person writes is answered with one sentence and kept nowhere", async ({ practice, bot }) => {
  const service = await practice.service({ title: aTitle() });
  const anna = new Person(practice, bot);
  await anna.says("Мне очень плохо, marked-words-7731");
  await anna.sees("о здоровье в этом чате рассказывать не нужно");
  await anna.says(`/start ${"ы".repeat(4000)}`);
  await expect.poll(() => anna.messages.length, { timeout: 20_000 }).toBe(2);
  await anna.chooses("Экстренная помощь");
  await anna.sees("112");
  await anna.chooses("Продолжить");
  await anna.chooses(service.title);
  await anna.sees("Когда вам удобно");
  await practice.jobsDone();
  const tables = await practice.query(
    "select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE' and $1",
    [true],
  );
  expect(tables.length).toBeGreaterThan(15);
  for (const { name } of tables) {
    const [dump] = await practice.query(
      `select coalesce(string_agg(t::text, ' '), '') as text from ${name} t where $1`,
      [true],
    );
    expect(dump?.text, String(name)).not.toContain("marked-words");
    expect(dump?.text, String(name)).not.toContain(String(anna.id));
  }
});
