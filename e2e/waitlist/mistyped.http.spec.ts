import { PGlite } from "@electric-sql/pglite";
import { overPglite } from "#app/infrastructure/database/embedded-database.ts";
import { addService, testKeys } from "#app/testing/practice.ts";
import { visitorUnder } from "#app/testing/visitor.ts";
import { atTheDesk } from "../support/desk/desk.ts";
import { type Answer, application, form, json, send } from "../support/http.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { changeRequest, requestsOf } from "../support/records/requests.ts";
import { logged } from "../support/servers/server-log.ts";

const noSlots = (practice: Practice, slug: string) => `${practice.origin}/booking/no-slots/?service_slug=${slug}`;
const hiddenIn = ({ body }: Answer): Record<string, string> =>
  Object.fromEntries(
    [...body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  );
const whole = { preferred_time_window: "any", consent_personal_data: "on", consent_communications: "on" };

/** Sends an address, presses «Исправить контакт», and sends the next one through the form that is shown again. */
async function correct(practice: Practice, slug: string, from: string, to: string) {
  const first = await send(noSlots(practice, slug), application(from));
  const thanks = await send(practice.origin + first.headers.location);
  const again = await send(noSlots(practice, slug), form(hiddenIn(thanks)));
  const fields = { ...whole, preferred_contact_method: "email", contact_email: to };
  const second = await send(noSlots(practice, slug), form({ ...hiddenIn(again), ...fields }));
  expect([first.status, second.status]).toEqual([303, 303]);
  await practice.jobsDone();
  return { thanks: practice.origin + first.headers.location };
}
const states = async (practice: Practice, serviceId: string) =>
  (await requestsOf(practice, serviceId)).map((row) => `${row.status} ${row.closedReason}`);

test("a corrected contact replaces the mistyped request, also after a refusal", async ({ practice }) => {
  const { id, slug } = await practice.service();
  const [wrong, right] = [somebody(), somebody()];
  const { thanks } = await correct(practice, slug, wrong, right);
  expect(await states(practice, id)).toEqual(["closed duplicate", "new null"]);
  expect((await send(thanks)).body).not.toContain(wrong);

  const other = await practice.service();
  const first = await send(noSlots(practice, other.slug), application(wrong));
  const again = await send(
    noSlots(practice, other.slug),
    form(hiddenIn(await send(practice.origin + first.headers.location))),
  );
  const mistake = form({ ...hiddenIn(again), preferred_contact_method: "email", contact_email: "anna" });
  const refused = await send(noSlots(practice, other.slug), mistake);
  expect([refused.status, hiddenIn(refused).instead_of]).toEqual([400, hiddenIn(again).instead_of]);
  const sent = { ...hiddenIn(refused), ...whole, preferred_contact_method: "email", contact_email: right };
  expect((await send(noSlots(practice, other.slug), form(sent))).status).toBe(303);
  await practice.jobsDone();
  expect(await states(practice, other.id)).toEqual(["closed duplicate", "new null"]);
});

test("who repeats another person's request cannot close it by a correction", async ({ practice }) => {
  const { id, slug } = await practice.service();
  const person = somebody();
  await send(noSlots(practice, slug), application(person));
  await correct(practice, slug, person, somebody());
  expect(await states(practice, id)).toEqual(["new null", "new null"]);
  const made = form({ ...whole, preferred_contact_method: "phone", contact_phone: "89161234567", instead_of: "a.b.c" });
  expect((await send(noSlots(practice, slug), made)).status).toBe(303);
});

test("no line of the log holds a refused contact, from form, API, leaving or desk", async () => {
  const practice = await Practice.start({ logLevel: "trace" });
  try {
    const { slug } = await practice.service();
    const desk = await atTheDesk(practice);
    const TYPED = ["8 916 765 43 2", "аnna.kern@example.org", "kern_bot", "anna.kern@gmail.con"] as const;
    const lines = await logged(async () => {
      for (const typed of TYPED) {
        const method = typed.includes("@") ? "email" : typed.startsWith("8") ? "phone" : "telegram";
        const named = { preferred_contact_method: method, [`contact_${method}`]: typed };
        const statuses = [
          await send(noSlots(practice, slug), form({ ...whole, ...named })),
          await send(`${practice.origin}/waitlist/leave/`, form(named)),
          await send(
            `${practice.origin}/api/public/waitlist`,
            json({ ...whole, service_slug: slug, preferred_contact_method: method, contact_value: typed }),
          ),
          await send(`${practice.origin}/desk/search/`, {
            ...form({ contact: typed }),
            headers: { ...form({}).headers, Cookie: desk.cookie, Origin: practice.origin },
          }),
        ].map(({ status }) => status);
        expect(statuses[0]).toBe(400);
        // The slip is questioned by the form alone; nobody waits by it.
        expect(statuses[3]).toBe(typed.endsWith(".con") ? 404 : 400);
        expect(statuses.every((status) => status < 500)).toBe(true);
      }
      practice.app.logger.info("the log is read");
    });
    const text = JSON.stringify(lines);
    expect(text).toContain("the log is read");
    for (const part of ["765", "kern", "gmail"]) expect(text).not.toContain(part);
  } finally {
    await practice.stop();
  }
});

test("the page of faults names requests whose stored contact nobody has, by link", async () => {
  const keys = testKeys();
  const connection = await overPglite(await PGlite.create());
  await connection.migrate();
  const { slug } = await addService(connection);
  const { requestId } = await visitorUnder(connection, keys).submit(slug, { method: "phone", value: "+78916123456" });
  await visitorUnder(connection, keys).submit(slug, { method: "phone", value: "+79161234567" });
  const practice = await Practice.start({ keys }, { connection });
  try {
    const { cookie } = await atTheDesk(practice);
    const faults = () => send(`${practice.origin}/desk/faults/`, { headers: { Cookie: cookie } });
    await expect.poll(async () => (await faults()).body).toContain("Скорее всего с опечаткой: контакт в 1 заявке.");
    const { body } = await faults();
    expect(body.match(/href="\/desk\/requests\/[^"]*/g)).toEqual([`href="/desk/requests/${requestId}/`]);
    for (const contact of ["891612", "916123"]) expect(body).not.toContain(contact);
    await changeRequest(practice, requestId, { status: "contacted" });
    expect((await faults()).body).not.toContain("Заявки с сомнительным контактом");
  } finally {
    await practice.stop();
  }
});
