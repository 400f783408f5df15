import { atTheDesk } from "../support/desk/desk.ts";
import { application, form, send } from "../support/http.ts";
import { expect, somebody, test } from "../support/practice.ts";
import { eventsAWeekEarlier } from "../support/records/events.ts";
import { codeGivenAt } from "../support/records/team.ts";

/** Texts that spreadsheets parse as a formula. */
const FORMULAS = ["=1+1", "+7", "-1", "@SUM(1)"];
const ENOUGH_TO_BE_TOLD = 5;

test("names that a spreadsheet would run are exported as text, from both sources", async ({ practice }) => {
  const { cookie } = await atTheDesk(practice);
  for (const [at, name] of FORMULAS.entries()) {
    const fields = {
      title: name,
      duration_minutes: "50",
      format: "online",
      waitlist_open: "yes",
      slug: `formula-${at}`,
    };
    const sent = form(fields);
    const created = await send(`${practice.origin}/desk/services/new/`, {
      ...sent,
      headers: { ...sent.headers, Cookie: cookie },
    });
    expect([name, created.status]).toEqual([name, 303]);
    const page = `${practice.origin}/booking/no-slots/?${new URLSearchParams({ service_slug: fields.slug, utm_source: name })}`;
    for (let view = 0; view < ENOUGH_TO_BE_TOLD; view += 1) expect((await send(page)).status).toBe(200);
    expect(await practice.views(fields.slug)).toBe(ENOUGH_TO_BE_TOLD);
  }
  // Numbers cover complete weeks only.
  for (const at of FORMULAS.keys()) await eventsAWeekEarlier(practice, `formula-${at}`);
  const asked = form({});
  const file = await send(`${practice.origin}/desk/insight/export/`, {
    ...asked,
    headers: { ...asked.headers, Cookie: cookie },
  });
  expect(file.headers["content-type"]).toBe("text/csv; charset=utf-8");
  for (const name of FORMULAS) expect(file.body).toContain(`,'${name},`);
  expect(file.body).not.toMatch(/(^|[,\r\n"])[=+\-@]/);
});

test("the people with their contacts are a file for owners, once the code was given", async ({ practice }) => {
  const [service, address] = [await practice.service(), somebody()];
  await send(`${practice.origin}/booking/no-slots/?service_slug=${service.slug}`, application(address));
  const { cookie, id } = await atTheDesk(practice);
  const take = () => {
    const asked = form({});
    return send(`${practice.origin}/desk/people/`, { ...asked, headers: { ...asked.headers, Cookie: cookie } });
  };
  await codeGivenAt(practice, id, null);
  const refused = await take();
  expect([refused.status, refused.headers.location]).toEqual([303, "/desk/account/code/?next=%2Fdesk%2Fpeople%2F"]);
  expect(refused.body).not.toContain(address);
  await codeGivenAt(practice, id, new Date());
  const file = await take();
  expect(file.headers).toMatchObject({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": 'attachment; filename="people.csv"',
    "cache-control": "no-store",
  });
  expect(file.body).toContain(`,почта,${address},,ждёт,`);
});
