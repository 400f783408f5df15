import { mailCopy } from "#app/copy/mail.ts";
import { aTitle, noSlots, Person, test } from "../support/chat/chat.ts";
import { application, form, json, send } from "../support/http.ts";
import { expect, type Practice, somebody } from "../support/practice.ts";

const stateOf = async (practice: Practice, serviceId: string) =>
  (
    await practice.query(
      "select paused_at is not null as paused, leave_requested_at is not null as leaving, preferred_time_window as window, window_before_repeat as before, repeated_at is not null as repeated from waitlist_requests where service_id = $1",
      [serviceId],
    )
  )[0];
const linkIn = (text: string) => /http\S+\/waitlist\/[\w-]{22}\//.exec(text)?.[0] ?? "";

test("a repeat by the form and the API lifts no pause and no wish to leave; the mail's link puts the window back", async ({
  practice,
}) => {
  const service = await practice.service({ title: aTitle() });
  const address = somebody();
  const page = noSlots(practice, service.slug);
  const first = await send(page, application(address));
  const link = linkIn((await practice.mailTo(address)).text);
  expect((await send(link, form({ intent: "pause" }))).status).toBe(303);
  await practice.query("update waitlist_requests set leave_requested_at = now() where service_id = $1", [service.id]);

  const repeated = await send(page, application(address, "weekend"));
  expect([repeated.status, repeated.headers.location, repeated.body]).toEqual([
    first.status,
    first.headers.location,
    first.body,
  ]);
  const quiet = { paused: true, leaving: true, before: "any", repeated: true };
  expect(await stateOf(practice, service.id)).toEqual({ ...quiet, window: "weekend" });
  const byApi = json({
    service_slug: service.slug,
    preferred_contact_method: "email",
    contact_value: address,
    preferred_time_window: "weekday_morning",
    consent_personal_data: true,
    consent_communications: true,
  });
  expect((await send(`${practice.origin}/api/public/waitlist`, byApi)).status).toBe(202);
  expect(await stateOf(practice, service.id)).toEqual({ ...quiet, window: "weekday_morning" });

  // The confirmation was sent today: the mail about the repeats waits for a day.
  await practice.jobsDone();
  const told = async () =>
    (await practice.mails()).filter(({ to, subject }) => to === address && subject === mailCopy.repeated.subject);
  expect(await told()).toEqual([]);
  await practice.query("update mails set sent_at = sent_at - interval '25 hours' where true", []);
  await practice.hurry();
  await practice.mailTo(address, mailCopy.repeated.subject);
  await practice.jobsDone();
  const [mail, ...more] = await told();
  expect(more).toEqual([]);
  expect(linkIn(mail?.text ?? "")).toBe(link);
  expect(mail?.headers["List-Unsubscribe"]).toBe(`<${link}>`);

  expect((await send(link)).body).toContain("Вернуть «Любое время»");
  expect((await send(link, form({ intent: "window", preferred_time_window: "any" }))).status).toBe(303);
  expect(await stateOf(practice, service.id)).toEqual({
    paused: true,
    leaving: true,
    window: "any",
    before: null,
    repeated: false,
  });
  expect((await send(link)).body).not.toContain("Вернуть «");
});

test("the holder of a Telegram name is told of a repeat in the open chat, with the link; a repeat there is their own", async ({
  practice,
  bot,
}) => {
  const service = await practice.service({ title: aTitle() });
  const vera = new Person(practice, bot, "vera_repeats");
  const leaves = (window: string) =>
    send(
      noSlots(practice, service.slug),
      form({
        preferred_contact_method: "telegram",
        contact_telegram: "@vera_repeats",
        preferred_time_window: window,
        consent_personal_data: "on",
        consent_communications: "on",
      }),
    );
  await vera.says("/emergency");
  await vera.sees("112");
  await leaves("any");
  await vera.sees("Ваша заявка принята");
  await practice.query("update waitlist_requests set paused_at = now() where service_id = $1", [service.id]);
  await leaves("weekend");
  const { text, buttons } = await vera.sees("выбрали другое удобное время");
  expect(text).toContain(service.title);
  expect(buttons.map((button) => button.text)).toContain("Моя заявка");
  expect((await send(linkIn(text))).body).toContain("Вернуть «Любое время»");
  expect(await stateOf(practice, service.id)).toMatchObject({ paused: true, window: "weekend", before: "any" });

  await vera.says("/start");
  await vera.sees("Какая услуга");
  await vera.chooses(service.title);
  await vera.joins("Будни, вечер");
  expect(await stateOf(practice, service.id)).toEqual({
    paused: false,
    leaving: false,
    window: "weekday_evening",
    before: null,
    repeated: false,
  });
});
