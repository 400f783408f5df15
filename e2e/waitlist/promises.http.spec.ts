import { createHash } from "node:crypto";
import { documentText, legalDocuments } from "#app/copy/legal.ts";
import { form, json, send, withoutSeal } from "../support/http.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { jobs, unfinished } from "../support/records/jobs.ts";
import { consentsOf } from "../support/records/people.ts";
import { requestOf, requestsOf } from "../support/records/requests.ts";
import { outOfReach } from "../support/records/whole-tables.ts";

const whole = (address: string) => ({
  preferred_contact_method: "email",
  contact_email: address,
  preferred_time_window: "any",
  consent_personal_data: "on",
  consent_communications: "on",
});

test("20 identical concurrent requests: one row, one lead, one mail, equal responses", async ({ practice }) => {
  const service = await practice.service();
  const address = somebody();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, form(whole(address))),
    ),
  );
  expect(
    new Set(answers.map(({ status, headers, body }) => `${status} ${withoutSeal(headers).location} ${body}`)).size,
  ).toBe(1);
  expect(answers[0]?.status).toBe(303);
  const requests = await requestsOf(practice, service.id);
  expect(requests).toHaveLength(1);
  await practice.mailTo(address);
  const waiting = async () => {
    await practice.endNoticePause();
    const about = (await jobs(practice)).filter((job) => job.about.includes(requests[0]?.id ?? ""));
    return about.filter(unfinished);
  };
  await expect.poll(async () => (await waiting()).length, { timeout: 60_000 }).toBe(0);
  expect((await practice.mails()).filter(({ to }) => to === address)).toHaveLength(1);
});

test("the stored consent text is the text that the page shows", async ({ practice }) => {
  const service = await practice.service();
  await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, form(whole(somebody())));
  const { id } = await requestOf(practice, service.id);
  const consents = await consentsOf(practice, id);
  expect(consents).toHaveLength(2);
  for (const { type, documentVersion, documentSha256 } of consents) {
    const slug = `${type.replaceAll("_", "-")}-consent`;
    const document = legalDocuments
      .find((entry) => entry.slug === slug)
      ?.versions.find(({ version }) => version === documentVersion);
    if (!document) throw new Error(`no document ${slug}`);
    const text = documentText(document);
    expect(createHash("sha256").update(text).digest("hex")).toBe(documentSha256);
    const { body } = await send(`${practice.origin}/legal/${slug}/`);
    const shown = body
      .replaceAll(/<[^>]+>/g, " ")
      .replaceAll(/&[a-z#0-9]+;/g, " ")
      .replaceAll(/\s+/g, " ");
    for (const line of text.split("\n").filter(Boolean))
      expect(shown).toContain(line.replaceAll(/["'&<>]/g, " ").replaceAll(/\s+/g, " "));
    expect(body).toContain(`dateTime="${documentVersion}"`);
  }
});

test("an unreadable timetable is not called full; the form works; no view is counted", async () => {
  const practice = await Practice.start();
  try {
    const service = await practice.service();
    const address = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
    expect((await send(address)).body).toContain("ближайшие дни нет свободных окон");
    expect(await practice.views(service.slug)).toBe(1);
    const repair = await outOfReach(practice, "availability_slots");
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
    expect((await send(`${practice.origin}/booking/`)).body).toContain("Расписание сейчас не загружается");
    await repair();
    await expect
      .poll(async () => (await send(address)).body, { timeout: 15_000 })
      .toContain("ближайшие дни нет свободных окон");
  } finally {
    await practice.stop();
  }
});

test("a free slot without a booking address leads to its page, that to the concierge", async ({ practice }) => {
  const service = await practice.service();
  const { id } = await practice.freeTime(service.id);
  const { body } = await send(`${practice.origin}/booking/slot/?service_slug=${service.slug}&utm_source=tg`);
  const campaign = `service_slug=${service.slug}&amp;utm_source=tg`;
  expect(body).toContain(`href="/booking/time/${id}/?${campaign}"`);
  const hour = await send(`${practice.origin}/booking/time/${id}/?service_slug=${service.slug}&utm_source=tg`);
  expect(hour.body).toContain(`href="/booking/telegram/?${campaign}&amp;slot_id=${id}"`);
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
  const requests = await requestsOf(practice, service.id);
  expect(requests.map(({ utm, preferredTimeWindow }) => [utm, preferredTimeWindow])).toEqual([
    [{ utm_source: "partner" }, "weekend"],
  ]);
  expect((await practice.mailTo(address)).text).toContain("Выходные");
});

test("a filled honeypot is answered like any other, quarantined, and gets no mail", async ({ practice }) => {
  const service = await practice.service();
  const address = somebody();
  const page = `${practice.origin}/booking/no-slots/?service_slug=${service.slug}`;
  const trapped = await send(page, form({ ...whole(address), website_confirm: "https://spam.example" }));
  const person = await send(page, form(whole(somebody())));
  expect(withoutSeal({ ...trapped.headers, date: "" })).toEqual(withoutSeal({ ...person.headers, date: "" }));
  expect([trapped.status, trapped.body]).toEqual([person.status, person.body]);
  const rows = await requestsOf(practice, service.id);
  expect(rows).toMatchObject([{ quarantinedAt: expect.any(Date), leadId: null }, { quarantinedAt: null }]);
  expect(rows[1]?.leadId).not.toBeNull();
  await practice.jobsDone();
  expect((await practice.mails()).filter(({ to }) => to === address)).toEqual([]);
});
