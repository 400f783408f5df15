import { form, PHONE, send } from "../support/http.ts";
import { expect, Practice, somebody, test } from "../support/practice.ts";
import { jobs } from "../support/records/jobs.ts";
import { consentsOf, timelineOf } from "../support/records/people.ts";
import { requestById, requestOf } from "../support/records/requests.ts";

const consents = { preferred_time_window: "any", consent_personal_data: "on", consent_communications: "on" };
const byEmail = (value: string) => ({ preferred_contact_method: "email", contact_email: value });

async function join(practice: Practice, contact: Record<string, string>) {
  const service = await practice.service();
  await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, form({ ...consents, ...contact }));
  return (await requestOf(practice, service.id)).id;
}
async function joined(practice: Practice) {
  const address = somebody();
  const id = await join(practice, byEmail(address));
  const mail = await practice.mailTo(address);
  return { id, address, mail, link: /http\S+\/waitlist\/[\w-]{22}\//.exec(mail.text)?.[0] ?? "" };
}
/** Everything that a GET must leave unchanged. */
const state = async (practice: Practice, id: string) => ({
  request: await requestById(practice, id),
  entries: await timelineOf(practice, id),
  consents: await consentsOf(practice, id),
});
const bare = (answer: Awaited<ReturnType<typeof send>>) => {
  const { date: _, ...headers } = answer.headers;
  return { ...answer, headers };
};

test("a scanner that opens every link by GET and HEAD changes nothing, sees no contact", async ({ practice }) => {
  const { id, link, address, mail } = await joined(practice);
  const before = await state(practice, id);
  const found = [...mail.html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href ?? "");
  const page = await send(link);
  const onPage = [...page.body.matchAll(/(?:href|action)="(\/[^"]*)"/g)].map(([, href]) => practice.origin + href);
  const variants = [
    "",
    "data/",
    "?intent=leave",
    "?intent=erase&confirmed=yes",
    "?List-Unsubscribe=One-Click",
    "?done=paused",
  ];
  for (const address_ of [...found, ...onPage, ...variants.map((rest) => link + rest)]) {
    for (const method of ["GET", "HEAD"]) {
      const answer = await send(address_, { method });
      expect(answer.status, address_).toBeLessThan(404);
      expect(answer.body).not.toContain(address);
    }
  }
  expect(await state(practice, id)).toEqual(before);
});

test("the page's address is sent to no other site and no cache", async ({ practice }) => {
  const { link } = await joined(practice);
  const { headers, body } = await send(link);
  expect(headers).toMatchObject({
    "cache-control": "no-store",
    "referrer-policy": "strict-origin",
    "x-robots-tag": "noindex",
  });
  expect(body).not.toContain("canonical");
});

test("one-click unsubscribe, as a mail program posts it, leaves once", async ({ practice }) => {
  const { id, mail, link } = await joined(practice);
  expect(mail.headers["List-Unsubscribe"]).toBe(`<${link}>`);
  for (const _ of ["once", "twice"]) {
    const { method, body, headers } = form({ "List-Unsubscribe": "One-Click" });
    expect((await send(link, { method, body, headers: { ...headers, "User-Agent": "Mail/1.0" } })).status).toBe(200);
  }
  expect((await requestById(practice, id)).closedReason).toBe("withdrawn");
  const names = (await timelineOf(practice, id)).map(({ eventName }) => eventName);
  expect(names.filter((name) => name === "waitlist_withdrawn")).toHaveLength(1);
});

test("the same as multipart/form-data, which RFC 8058 allows too", async ({ practice }) => {
  const { id, link } = await joined(practice);
  const body = '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n';
  await send(link, { method: "POST", headers: { "Content-Type": "multipart/form-data; boundary=b" }, body });
  expect((await requestById(practice, id)).status).toBe("closed");
});

test("a wrong, used or erased link gives the same page, whatever is sent to it", async ({ practice }) => {
  const used = await joined(practice);
  await send(used.link, form({ intent: "leave" }));
  const erased = await joined(practice);
  await send(erased.link, form({ intent: "erase", confirmed: "yes" }));
  const wrong = `${practice.origin}/waitlist/${"A".repeat(22)}/`;
  const gone = bare(await send(wrong));
  expect(gone.status).toBe(404);
  for (const link of [
    used.link,
    erased.link,
    `${practice.origin}/waitlist/%F0%9F%98%80/`,
    `${practice.origin}/waitlist/${"x".repeat(2000)}/`,
  ]) {
    expect(bare(await send(link))).toEqual(gone);
  }
  for (const intent of ["pause", "renew", "nonsense"]) {
    const refused = bare(await send(wrong, form({ intent })));
    expect(refused.status).toBe(404);
    for (const link of [used.link, erased.link]) expect(bare(await send(link, form({ intent })))).toEqual(refused);
  }
  for (const link of [wrong, used.link, erased.link]) {
    const { status, headers, body } = await send(`${link}data/`, { method: "POST" });
    expect([status, headers.location, body]).toEqual([303, new URL(link).pathname, ""]);
  }
});

test("erasing without its second step destroys nothing", async ({ practice }) => {
  const { id, link } = await joined(practice);
  const before = await state(practice, id);
  expect((await send(link, form({ intent: "erase" }))).status).toBe(200);
  expect((await send(link, form({ intent: "nonsense" }))).status).toBe(400);
  expect((await send(link, form({ intent: "window", preferred_time_window: "now" }))).status).toBe(400);
  expect(await state(practice, id)).toEqual(before);
});

test("the download is a file of their own data that nobody caches", async ({ practice }) => {
  const { link, address } = await joined(practice);
  const { headers, body } = await send(`${link}data/`, { method: "POST", headers: { "User-Agent": PHONE } });
  expect(headers).toMatchObject({
    "cache-control": "no-store",
    "content-disposition": 'attachment; filename="request.json"',
  });
  expect(JSON.parse(body).contact.value).toBe(address);
});

test("over the limit: 429 as a page with what was typed, and nothing is queued", async () => {
  const own = await Practice.start();
  try {
    const address = somebody();
    const answers = [];
    for (let nth = 0; nth < 31; nth += 1)
      answers.push(await send(`${own.origin}/waitlist/leave/`, form(byEmail(address))));
    const last = answers.at(-1);
    expect(answers.slice(0, 30).map(({ status }) => status)).toEqual(Array(30).fill(200));
    expect(last?.status).toBe(429);
    expect(Number(last?.headers["retry-after"])).toBeGreaterThan(0);
    expect(last?.body).toContain(`value="${address}"`);
    expect(await jobs(own, "answer-leave-wish")).toHaveLength(30);
  } finally {
    await own.stop();
  }
});
