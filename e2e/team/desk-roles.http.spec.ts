import { readdirSync } from "node:fs";
import path from "node:path";
import { OPERATOR_ROLES, type OperatorRole } from "#app/domain/team/operator.ts";
import { addSession } from "#app/testing/desk.ts";
import { atTheDesk } from "../support/desk/desk.ts";
import { form, send } from "../support/http.ts";
import { expect, test } from "../support/practice.ts";
import { promisedDays } from "../support/records/timetable.ts";

const NOBODY = "00000000-0000-7000-8000-000000000000";
type Statuses = Record<OperatorRole, number>;
const everybody = (status: number): Statuses => ({ owner: status, assistant: status });

/** Every route behind the sign-in, by its file, and who may see it. Permitted acts are in support/deeds.ts. */
const ROUTES: Record<string, { at: string; get: Statuses }> = {
  "desk.$.tsx": { at: "/desk/nowhere/", get: everybody(404) },
  "desk._index.tsx": { at: "/desk/", get: everybody(200) },
  "desk.account.tsx": { at: "/desk/account/", get: everybody(200) },
  "desk.account_.code.tsx": { at: "/desk/account/code/", get: { owner: 303, assistant: 403 } },
  "desk.account_.factor.tsx": { at: "/desk/account/factor/", get: everybody(200) },
  "desk.audit.tsx": { at: "/desk/audit/", get: everybody(200) },
  "desk.callers.tsx": { at: "/desk/callers/", get: everybody(200) },
  "desk.faults.tsx": { at: "/desk/faults/", get: everybody(200) },
  "desk.insight.tsx": { at: "/desk/insight/", get: everybody(200) },
  "desk.insight_.export.ts": { at: "/desk/insight/export/", get: everybody(303) },
  "desk.offers._index.tsx": { at: "/desk/offers/", get: everybody(200) },
  "desk.offers.rules.tsx": { at: "/desk/offers/rules/", get: { owner: 200, assistant: 403 } },
  "desk.practice.tsx": { at: "/desk/practice/", get: { owner: 200, assistant: 403 } },
  "desk.documents.tsx": { at: "/desk/documents/", get: { owner: 200, assistant: 403 } },
  "desk.offers.$slotId.tsx": { at: `/desk/offers/${NOBODY}/`, get: everybody(404) },
  "desk.people.ts": { at: "/desk/people/", get: everybody(303) },
  "desk.requests.$requestId.tsx": { at: `/desk/requests/${NOBODY}/`, get: everybody(404) },
  "desk.requests.$requestId_.data.ts": { at: `/desk/requests/${NOBODY}/data/`, get: everybody(303) },
  "desk.requests.$requestId_.message.tsx": { at: `/desk/requests/${NOBODY}/message/`, get: everybody(404) },
  "desk.search.tsx": { at: "/desk/search/", get: everybody(200) },
  "desk.services.$serviceId.tsx": { at: `/desk/services/${NOBODY}/`, get: { owner: 404, assistant: 403 } },
  "desk.services._index.tsx": { at: "/desk/services/", get: everybody(200) },
  "desk.services.new.tsx": { at: "/desk/services/new/", get: { owner: 200, assistant: 403 } },
  "desk.settings.tsx": { at: "/desk/settings/", get: everybody(200) },
  "desk.calendar.tsx": { at: "/desk/calendar/", get: everybody(200) },
  "desk.time.tsx": { at: "/desk/time/", get: everybody(200) },
  "desk.time_.$slotId.tsx": { at: `/desk/time/${NOBODY}/`, get: everybody(404) },
};
const entries = Object.entries(ROUTES);

test("every route behind the sign-in is in the table of permissions", () => {
  const files = readdirSync(path.resolve("app/routes")).filter((name) => name.startsWith("desk."));
  expect(files.filter((name) => name !== "desk.tsx").sort()).toEqual(Object.keys(ROUTES).sort());
});

for (const role of OPERATOR_ROLES) {
  test(`what an ${role} sees, route by route`, async ({ practice }) => {
    for (const [file, { at, get }] of entries) {
      const { cookie } = await atTheDesk(practice, role);
      const seen = await send(practice.origin + at, { headers: { Cookie: cookie } });
      expect([file, seen.status]).toEqual([file, get[role]]);
      expect([file, seen.headers["cache-control"]]).toEqual([file, "no-store"]);
    }
  });
}

test("no, forged, expired and half sessions get the sign-in, and change nothing", async ({ practice }) => {
  const { cookie, id } = await atTheDesk(practice);
  const [name] = cookie.split("=");
  const over = await addSession(practice.connection, id, new Date(Date.now() - 13 * 3600_000));
  const idle = await addSession(practice.connection, id, new Date(Date.now() - 2 * 3600_000 - 1000));
  const half = await addSession(practice.connection, id, new Date(), "password");
  const encoded = (token: string) =>
    `${name}=${encodeURIComponent(Buffer.from(JSON.stringify(token)).toString("base64"))}`;
  const strangers = ["", `${name}=rubbish`, encoded("forged"), encoded(over), encoded(idle), encoded(half)];
  const before = await promisedDays(practice);
  for (const stranger of strangers) {
    for (const [file, { at }] of entries) {
      const sent = form({ intent: "promise", working_days: "29", seen: "2" });
      for (const asked of [
        { headers: { Cookie: stranger } },
        { ...sent, headers: { ...sent.headers, Cookie: stranger } },
      ]) {
        const answer = await send(practice.origin + at, asked);
        expect([file, stranger, answer.status]).toEqual([file, stranger, 302]);
        expect(answer.headers.location).toMatch(/^\/desk\/sign-in\//);
      }
      const inner = await send(`${practice.origin}${at.replace(/\/$/, "")}.data`, { headers: { Cookie: stranger } });
      expect([file, inner.body.includes("practice.example")]).toEqual([file, false]);
    }
  }
  expect(await promisedDays(practice)).toBe(before);
});

const FOREIGN: Record<string, string>[] = [
  { Origin: "https://evil.example" },
  { Origin: "null" },
  { Origin: "no address at all" },
  { Origin: "https://evil.example", "Sec-Fetch-Site": "same-origin" },
  { "Sec-Fetch-Site": "cross-site" },
  { "Sec-Fetch-Site": "same-site" },
];

test("a form from another site is refused with a page of the desk before it is parsed", async ({ practice }) => {
  const { cookie } = await atTheDesk(practice);
  for (const foreign of FOREIGN) {
    for (const at of ["/desk/settings/", "/desk/settings.data", "/desk/sign-in/", "/desk/invite/rubbish/"]) {
      const sent = form({ intent: "promise", working_days: "29", seen: "2" });
      const headers = { ...sent.headers, Cookie: cookie, ...foreign };
      const answer = await send(practice.origin + at, { ...sent, headers });
      expect([foreign, at, answer.status]).toEqual([foreign, at, 403]);
      expect(answer.headers).toMatchObject({ "cache-control": "no-store", "x-robots-tag": "noindex" });
      if (at.endsWith(".data")) continue;
      expect(answer.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect([at, answer.body]).toEqual([at, expect.stringContaining("Это действие здесь не разрешено")]);
    }
  }
  expect(await promisedDays(practice)).not.toBe(29);
});

test("no page of the desk can be framed, and its cookie is sent nowhere else", async ({ practice }) => {
  const { cookie } = await atTheDesk(practice);
  for (const at of ["/desk/", "/desk/settings/", "/desk/sign-in/", "/desk/nowhere/"]) {
    const { headers } = await send(practice.origin + at, { headers: { Cookie: cookie } });
    expect([at, headers["content-security-policy"]]).toEqual([at, expect.stringContaining("frame-ancestors 'none'")]);
  }
  for (const [at, plain] of [
    ["/DESK/settings/?a=b", "/desk/settings/?a=b"],
    ["/Desk/sign-in/", "/desk/sign-in/"],
    ["/%64esk/invite/aB/", "/desk/invite/aB/"],
    ["/DESK/settings.data", "/desk/settings.data"],
  ] as const) {
    for (const asked of [{}, form({ intent: "everywhere" })]) {
      const answer = await send(practice.origin + at, { ...asked, headers: { ...asked.headers, Cookie: cookie } });
      expect([at, answer.status, answer.headers.location, answer.body]).toEqual([at, 308, plain, ""]);
      expect(answer.headers).toMatchObject({ "cache-control": "no-store" });
      expect(answer.headers["content-security-policy"]).toContain("frame-ancestors 'none'");
    }
  }
  const out = await send(`${practice.origin}/desk/sign-out/`, {
    ...form({}),
    headers: { ...form({}).headers, Cookie: cookie },
  });
  expect(out.headers["set-cookie"]?.[0]).toMatch(/Max-Age=0; Path=\/;.* HttpOnly; SameSite=Lax/);
  expect(out.headers["clear-site-data"]).toBe('"cache", "storage"');
  const after = await send(`${practice.origin}/desk/`, { headers: { Cookie: cookie } });
  expect(after.status).toBe(302);
});

test("after signing in, redirects lead to the desk only", async ({ practice }) => {
  const { cookie } = await atTheDesk(practice);
  for (const next of [
    "https://evil.example/",
    "//evil.example/",
    "/desk/../booking/",
    "/\\evil.example",
    "javascript:1",
  ]) {
    const at = `${practice.origin}/desk/sign-in/?next=${encodeURIComponent(next)}`;
    const answer = await send(at, { headers: { Cookie: cookie } });
    expect([next, answer.status, answer.headers.location]).toEqual([next, 302, "/desk/"]);
  }
});
