import { atTheDesk } from "../support/desk/desk.ts";
import { form, send } from "../support/http.ts";
import { expect, test } from "../support/practice.ts";
import { eventsAWeekEarlier } from "../support/records/events.ts";

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
