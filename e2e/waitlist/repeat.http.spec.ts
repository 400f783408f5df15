import { mailCopy } from "#app/copy/mail.ts";
import { aTitle, noSlots, Person, test } from "../support/chat/chat.ts";
import { type Answer, application, form, json, send, withoutSeal } from "../support/http.ts";
import { expect, type Practice, somebody } from "../support/practice.ts";
import { mailsADayEarlier } from "../support/records/mails.ts";
import { changeRequest, requestOf } from "../support/records/requests.ts";

async function stateOf(practice: Practice, serviceId: string) {
  const request = await requestOf(practice, serviceId);
  return {
    paused: request.pausedAt !== null,
    leaving: request.leaveRequestedAt !== null,
    window: request.preferredTimeWindow,
    before: request.windowBeforeRepeat,
    repeated: request.repeatedAt !== null,
  };
}
const linkIn = (text: string) => /http\S+\/waitlist\/[\w-]{22}\//.exec(text)?.[0] ?? "";

test("a repeat by form or API ends no pause or wish; the mail's link restores a window", async ({ practice }) => {
  const service = await practice.service({ title: aTitle() });
  const address = somebody();
  const page = noSlots(practice, service.slug);
  const first = await send(page, application(address));
  const link = linkIn((await practice.mailTo(address)).text);
  expect((await send(link, form({ intent: "pause" }))).status).toBe(303);
  const { id } = await requestOf(practice, service.id);
  await changeRequest(practice, id, { leaveRequestedAt: new Date() });

  const repeated = await send(page, application(address, "weekend"));
  const seen = ({ status, headers, body }: Answer) => [status, withoutSeal(headers).location, body];
  expect(seen(repeated)).toEqual(seen(first));
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
  await mailsADayEarlier(practice);
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

test("the owner of a Telegram name is told in the chat of a repeat from outside", async ({ practice, bot }) => {
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
  const { id } = await requestOf(practice, service.id);
  await changeRequest(practice, id, { pausedAt: new Date() });
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
