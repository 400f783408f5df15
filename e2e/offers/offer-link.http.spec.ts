import { createHash, randomUUID } from "node:crypto";
import { form, send } from "../support/http.ts";
import { BOOKED_SUBJECT, offered } from "../support/offers/offers.ts";
import { marksIn } from "../support/pages/marks.ts";
import { expect, test } from "../support/practice.ts";
import { dumpOf } from "../support/records/whole-tables.ts";

const PRIVATE = {
  "cache-control": "no-store",
  "referrer-policy": "strict-origin",
  "x-robots-tag": "noindex",
};
const UNKNOWN = "A".repeat(22);

test("wrong, tampered and foreign tokens get one and the same page, whatever is asked", async ({ practice }) => {
  const { link, ownLink } = await offered(practice);
  const { origin } = practice;
  const token = link.slice(-23, -1);
  const tampered = token.slice(0, -1) + (token.endsWith("A") ? "Q" : "A");
  const foreign = ownLink.slice(-23, -1);
  const pages = await Promise.all(
    [UNKNOWN, tampered, foreign, "short", `${token}${token}`].map(async (wrong) => {
      const answers = await Promise.all([
        send(`${origin}/offer/${wrong}/`),
        send(`${origin}/offer/${wrong}/`, form({ intent: "accept" })),
        send(`${origin}/offer/${wrong}/`, form({ intent: "cancel", booking: randomUUID(), back: "list" })),
        send(`${origin}/offer/${wrong}/`, form({ intent: "return" })),
      ]);
      return answers.map(({ status, headers, body }) => {
        expect(headers).toMatchObject(PRIVATE);
        expect(body).toContain("По этой ссылке предложения нет");
        return [status, createHash("sha256").update(body.replaceAll(wrong, UNKNOWN)).digest("hex")];
      });
    }),
  );
  for (const page of pages) expect(page).toEqual(pages[0]);
  expect(pages[0]?.[0]?.[0]).toBe(404);
});

test("a scanner that opens every link changes nothing", async ({ practice }) => {
  const { link, state } = await offered(practice);
  await expect.poll(state).toMatchObject({ status: "open", sent: true });
  const before = await state();
  for (const method of ["GET", "HEAD", "GET"])
    for (const address of [link, `${link}?done=accepted`, `${link}?intent=accept`, `${link}calendar/`]) {
      const { status, headers, body } = await send(address, { method });
      expect([address, status]).toEqual([address, address.endsWith("calendar/") ? 303 : 200]);
      expect(headers).toMatchObject(PRIVATE);
      expect(body).not.toContain("Готово");
    }
  expect(await state()).toEqual(before);
  const marked = await send(`${link.slice(0, -1)})`);
  expect([marked.status, marked.headers.location]).toEqual([303, new URL(link).pathname]);
});

test("a doubled press is one booking, and an unreadable one is refused with words", async ({ practice }) => {
  const { link, state } = await offered(practice);
  const odd = await send(link, form({ intent: "decline", reason: "other" }));
  expect([odd.status, odd.headers["cache-control"]]).toEqual([400, "no-store"]);
  expect(odd.body).toContain("Ответ пока не записан");
  const presses = await Promise.all([1, 2, 3].map(() => send(link, form({ intent: "accept" }))));
  for (const { status, headers } of presses)
    expect([status, headers.location]).toEqual([303, `${new URL(link).pathname}?done=accepted`]);
  expect(await state()).toMatchObject({ status: "accepted", bookings: 1 });
  const declined = await send(link, form({ intent: "decline" }));
  expect(declined.headers.location).toBe(`${new URL(link).pathname}?done=accepted`);
  const file = await send(`${link}calendar/`);
  expect(file.headers).toMatchObject({ ...PRIVATE, "content-disposition": 'attachment; filename="meeting.ics"' });
  expect(file.body).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*\r\nSUMMARY:Встреча\r\n[\s\S]*END:VCALENDAR\r\n$/);
});

test("an offer's link and its person's contact are in no table and no calendar file", async ({ practice }) => {
  const { link, ownLink, address } = await offered(practice);
  const tokens = [link, ownLink].map((each) => each.slice(-23, -1));
  await send(link, form({ intent: "accept" }));
  const booked = await practice.mailTo(address, BOOKED_SUBJECT);
  const file = await send(`${link}calendar/`);
  const page = await send(link);
  const secrets = [address, ...tokens];
  expect(marksIn(booked.text, secrets)).toEqual([tokens[0]]);
  expect(marksIn(JSON.stringify(booked.files) + file.body, [...secrets, "127.0.0.1", "баланс"])).toEqual([]);
  expect(marksIn(page.body, [address, tokens[1] ?? ""])).toEqual([]);
  const dump = await dumpOf(practice.connection);
  for (const [table, text] of dump) expect(marksIn(text, secrets), table).toEqual([]);
  expect([...dump.keys()]).toEqual(expect.arrayContaining(["public.offers", "public.bookings", "public.offer_skips"]));
});
