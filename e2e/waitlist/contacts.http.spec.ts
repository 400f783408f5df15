import type { ContactMethod } from "#app/domain/contact/contact.ts";
import { form, json, send } from "../support/http.ts";
import { expect, type Practice, somebody, test } from "../support/practice.ts";
import { requestsOf } from "../support/records/requests.ts";
import { countRows } from "../support/records/whole-tables.ts";

const noSlots = (practice: Practice, slug: string) => `${practice.origin}/booking/no-slots/?service_slug=${slug}`;
const whole = (fields: Record<string, string>) =>
  form({ preferred_time_window: "any", consent_personal_data: "on", consent_communications: "on", ...fields });
const byForm = (method: ContactMethod, typed: string, more: Record<string, string> = {}) =>
  whole({ preferred_contact_method: method, [`contact_${method}`]: typed, ...more });

const REFUSED: [ContactMethod, string, string][] = [
  ["phone", "8 916 123 45 6", "Нужно 11 цифр, а здесь 10"],
  ["phone", "8 812 123-45-67 (123)", "добавочный"],
  ["phone", "8 029 123-45-67", "+375"],
  ["phone", "+7 916 123-45-67, звонить после 18", "без «звонить после 18»"],
  ["email", "аnna@example.org", "«а» — русская"],
  ["email", "иван@example.org", "русские буквы"],
  ["telegram", "79161234567", "Выберите «По телефону»"],
  ["telegram", "anna_bot", "боты"],
];

for (const [method, typed, words] of REFUSED) {
  test(`${method} ${typed}: refused by form and API in words, kept, and nothing written`, async ({ practice }) => {
    const service = await practice.service();
    await practice.views(service.slug);
    const before = await countRows(practice);
    const page = await send(noSlots(practice, service.slug), byForm(method, typed));
    expect([page.status, page.headers["cache-control"]]).toEqual([400, "private, no-cache"]);
    expect(page.body).toContain(`id="contact_${method}-error"`);
    expect(page.body).toContain(words);
    expect(page.body).toContain(`value="${typed}"`);
    const body = {
      service_slug: service.slug,
      preferred_contact_method: method,
      contact_value: typed,
      preferred_time_window: "any",
      consent_personal_data: true,
      consent_communications: true,
    };
    const answer = await send(`${practice.origin}/api/public/waitlist`, json(body));
    expect(answer.status).toBe(422);
    expect(JSON.parse(answer.body).errors).toEqual([
      { pointer: "/contact_value", detail: expect.stringContaining(words) },
    ]);
    expect(await countRows(practice)).toEqual(before);
  });
}

test("the only filled field is the choice where no method was chosen", async ({ practice }) => {
  const service = await practice.service();
  const sent = whole({ contact_email: "", contact_phone: "тел. 8 916 123-45-67", contact_telegram: " " });
  expect((await send(noSlots(practice, service.slug), sent)).status).toBe(303);
  const requests = await requestsOf(practice, service.id);
  expect(requests).toMatchObject([{ preferredContactMethod: "phone" }]);
});

test("a likely slip is asked about once; the same address again is accepted", async ({ practice }) => {
  const service = await practice.service();
  const address = somebody().replace(/@.*/, "@gmail.con");
  const asked = await send(noSlots(practice, service.slug), byForm("email", address));
  expect(asked.status).toBe(400);
  expect(asked.body).toContain(`Вы имели в виду ${address.replace("con", "com")}?`);
  const sure = /name="contact_email_sure" value="([^"]*)"/.exec(asked.body)?.[1] ?? "";
  expect(sure).toBe(address);
  const other = await send(
    noSlots(practice, service.slug),
    byForm("email", `b${address}`, { contact_email_sure: sure }),
  );
  expect(other.status).toBe(400);
  const again = await send(noSlots(practice, service.slug), byForm("email", address, { contact_email_sure: sure }));
  expect(again.status).toBe(303);
});

test("the thanks page shows the contact to its sender and no cache, and leads back", async ({ practice }) => {
  const service = await practice.service();
  const address = somebody();
  const { headers } = await send(noSlots(practice, service.slug), byForm("email", `Анна <${address}>,`));
  const location = headers.location ?? "";
  expect(location).not.toContain(address.split("@")[0]);
  const thanks = await send(practice.origin + location);
  expect([thanks.status, thanks.headers["cache-control"]]).toEqual([200, "no-store"]);
  expect(thanks.body).toContain(`<strong>${address}</strong>`);
  const plain = await send(`${practice.origin}/booking/no-slots/thanks/`);
  expect([plain.status, plain.body.includes(address)]).toEqual([200, false]);
  const made = await send(`${practice.origin}/booking/no-slots/thanks/?of=made.up`);
  expect([made.status, made.body]).toEqual([200, plain.body]);

  const before = await countRows(practice);
  const [, action = ""] = /<form[^>]* action="([^"#]*)/.exec(thanks.body) ?? [];
  const hidden = [...thanks.body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const fields = Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, value]));
  const back = await send(practice.origin + action.replaceAll("&amp;", "&"), form(fields));
  expect([back.status, back.headers["cache-control"]]).toEqual([200, "private, no-cache"]);
  expect(back.body).toContain(`value="${address}"`);
  expect(back.body).not.toContain("<title>Ошибка");
  expect(await countRows(practice)).toEqual(before);
});
