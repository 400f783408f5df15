import { createHash } from "node:crypto";
import { documentText, legalDocuments } from "#app/copy/legal.ts";
import { form, json, send } from "../support/http.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";

const whole = (address: string) => ({
  preferred_contact_method: "email",
  contact_email: address,
  preferred_time_window: "any",
  consent_personal_data: "on",
  consent_communications: "on",
});

test("20 identical requests at once: one row, one lead, one mail, and 20 times the same answer", async ({
  practice,
}) => {
  const service = await practice.service();
  const address = somebody();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, form(whole(address))),
    ),
  );
  expect(new Set(answers.map(({ status, headers, body }) => `${status} ${headers.location} ${body}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(303);
  const requests = await practice.query("select id, lead_id from waitlist_requests where service_id = $1", [
    service.id,
  ]);
  expect(requests).toHaveLength(1);
  await practice.mailTo(address);
  const waiting = async () => {
    await practice.endNoticePause();
    return practice.query("select 1 from pgboss.job where data->>'requestId' = $1 and state < 'completed'", [
      requests[0]?.id,
    ]);
  };
  await expect.poll(async () => (await waiting()).length, { timeout: 60_000 }).toBe(0);
  expect((await practice.mails()).filter(({ to }) => to === address)).toHaveLength(1);
});

test("the stored consent text is the text that the page shows", async ({ practice }) => {
  const service = await practice.service();
  await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, form(whole(somebody())));
  const consents = await practice.query(
    "select c.type, c.document_version, c.document_sha256 from consents c join waitlist_requests r on r.id = c.waitlist_request_id where r.service_id = $1",
    [service.id],
  );
  expect(consents).toHaveLength(2);
  for (const { type, document_version, document_sha256 } of consents) {
    const slug = `${String(type).replaceAll("_", "-")}-consent`;
    const document = legalDocuments
      .find((entry) => entry.slug === slug)
      ?.versions.find(({ version }) => version === document_version);
    if (!document) throw new Error(`no document ${slug}`);
    const text = documentText(document);
    expect(createHash("sha256").update(text).digest("hex")).toBe(document_sha256);
    const { body } = await send(`${practice.origin}/legal/${slug}/`);
    const shown = body
      .replaceAll(/<[^>]+>/g, " ")
      .replaceAll(/&[a-z#0-9]+;/g, " ")
      .replaceAll(/\s+/g, " ");
    for (const line of text.split("\n").filter(Boolean))
      expect(shown).toContain(line.replaceAll(/["'&<>]/g, " ").replaceAll(/\s+/g, " "));
    expect(body).toContain(`dateTime="${document_version}"`);
  }
});

test("an unreadable timetable is not called full; the form works; no view is counted", async () => {
  const practice = await Practice.start();
  try {
    const service = await practice.service();
    const address = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
    expect((await send(address)).body).toContain("На ближайшие дни нет свободных окон");
    expect(await practice.views(service.slug)).toBe(1);
    await practice.query("alter table availability_slots rename to broken");
    await expect
      .poll(async () => (await send(address)).body, { timeout: 15_000 })
      .toContain("Расписание сейчас не открывается");
    const broken = await send(address);
    expect(broken.body).not.toContain("нет свободных окон");
    const views = await practice.views(service.slug);
    await send(address);
    expect(await practice.views(service.slug)).toBe(views);
    expect((await send(address, form(whole(somebody())))).status).toBe(303);
    const model = JSON.parse(
      (await send(`${practice.origin}/api/public/booking/no-slots?service_slug=${service.slug}`)).body,
    );
    expect(model.availability).toBe("unknown");
    const slots = await send(`${practice.origin}/booking/slot/?service_slug=${service.slug}`);
    expect(slots.body).toContain("Расписание сейчас не открывается");
    expect((await send(`${practice.origin}/booking/`)).body).toContain("Расписание сейчас не читается");
    await practice.query("alter table broken rename to availability_slots");
    await expect
      .poll(async () => (await send(address)).body, { timeout: 15_000 })
      .toContain("На ближайшие дни нет свободных окон");
  } finally {
    await practice.stop();
  }
});

test("a free hour without a booking address leads to the concierge, with its service and campaign", async ({
  practice,
}) => {
  const service = await practice.service();
  await practice.freeTime(service.id);
  const { body } = await send(`${practice.origin}/booking/slot/?service_slug=${service.slug}&utm_source=tg`);
  expect(body).toContain(`href="/booking/telegram/?service_slug=${service.slug}&amp;utm_source=tg"`);
});

test("a request of the API gets its mail and keeps its campaign", async ({ practice }) => {
  const service = await practice.service();
  const address = somebody();
  const answer = await send(
    `${practice.origin}/api/public/waitlist`,
    json({
      service_slug: service.slug,
      preferred_contact_method: "email",
      contact_value: address.toUpperCase(),
      preferred_time_window: "weekend",
      consent_personal_data: true,
      consent_communications: true,
      utm: { utm_source: "partner" },
    }),
  );
  expect(answer.status).toBe(202);
  expect(
    await practice.query("select utm, preferred_time_window from waitlist_requests where service_id = $1", [
      service.id,
    ]),
  ).toEqual([{ utm: { utm_source: "partner" }, preferred_time_window: "weekend" }]);
  expect((await practice.mailTo(address)).text).toContain("Выходные");
});

test("a filled honeypot is answered like any other, quarantined, and gets no mail", async ({ practice }) => {
  const service = await practice.service();
  const address = somebody();
  const page = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
  const trapped = await send(page, form({ ...whole(address), website_confirm: "https://spam.example" }));
  const person = await send(page, form(whole(somebody())));
  expect({ ...trapped.headers, date: "" }).toEqual({ ...person.headers, date: "" });
  expect([trapped.status, trapped.body]).toEqual([person.status, person.body]);
  const rows = await practice.query(
    "select quarantined_at is not null as aside, lead_id is null as nobody from waitlist_requests where service_id = $1 order by 1",
    [service.id],
  );
  expect(rows).toEqual([
    { aside: false, nobody: false },
    { aside: true, nobody: true },
  ]);
  await practice.jobsDone();
  expect((await practice.mails()).filter(({ to }) => to === address)).toEqual([]);
});
