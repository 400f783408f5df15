import { PGlite } from "@electric-sql/pglite";
import { test } from "@playwright/test";
import { mailCopy } from "#app/copy/mail.ts";
import type { Contact, ContactMethod } from "#app/domain/contact/contact.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import { HONEYPOT } from "#app/forms/waitlist/waitlist-form.ts";
import { overPglite } from "#app/infrastructure/database/embedded-database.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { writingDown } from "#app/testing/statements.ts";
import { type Answer, form, json, send } from "../support/http.ts";
import { expect, Practice, somebody } from "../support/practice.ts";

/** What somebody outside can learn of a request: its answer, the page that follows, and what the database was asked before. */
type Seen = { status: number; headers: object; body: string; then: string; statements: string[] };

const bare = ({ status, headers: { date: _, ...headers }, body }: Answer) => ({ status, headers, body });

/** Works with a practice whose jobs wait until they are let go: no statement of theirs stands among those before an answer. */
async function observing(work: (observer: Observer) => Promise<void>) {
  const { connection, sent } = writingDown(await overPglite(await PGlite.create()));
  let resume = () => {};
  let mayWork = Promise.resolve();
  const executeSql = async (text: string, values?: unknown[]) => {
    await mayWork;
    return connection.run(text, values);
  };
  const practice = await Practice.start({}, { connection: { ...connection, jobs: { db: { executeSql } } } });
  mayWork = new Promise((resolve) => {
    resume = resolve;
  });
  try {
    await work({
      practice,
      async see(address, sending) {
        await practice.query("delete from rate_limits where key like $1", ["address%"]);
        sent.length = 0;
        const answered = await send(practice.origin + address, sending);
        const statements = [...sent];
        const { location } = answered.headers;
        const then = location ? JSON.stringify(bare(await send(new URL(location, practice.origin).href))) : "";
        return { ...bare(answered), then, statements };
      },
      letJobsGo: () => {
        resume();
        return practice.jobsDone();
      },
    });
  } finally {
    resume();
    await practice.stop();
  }
}
type Observer = {
  practice: Practice;
  see(address: string, sending: ReturnType<typeof form>): Promise<Seen>;
  letJobsGo(): Promise<void>;
};

let people = 0;
const digits = () => String(1_000_000 + people++).slice(-7);
const SOMEBODY: Record<ContactMethod, () => Contact> = {
  email: () => ({ method: "email", value: somebody() }),
  phone: () => ({ method: "phone", value: `+7916${digits()}` }),
  telegram: () => ({ method: "telegram", value: `anna_${digits()}` }),
};
const named = ({ method, value }: Contact) => ({ preferred_contact_method: method, [`contact_${method}`]: value });

type Asked = { trapped?: boolean; window?: TimeWindow };
type Post = (observer: Observer, slug: string, contact: Contact, asked?: Asked) => Promise<Seen>;
const byForm: Post = ({ see }, slug, contact, { trapped = false, window = "any" } = {}) =>
  see(
    `/booking/no-slots/?service_slug=${slug}`,
    form({
      ...named(contact),
      preferred_time_window: window,
      consent_personal_data: "on",
      consent_communications: "on",
      ...(trapped ? { [HONEYPOT]: "https://spam.example" } : {}),
    }),
  );
const byApi: Post = ({ see }, slug, { method, value }, { window = "any" } = {}) =>
  see(
    "/api/public/waitlist",
    json({
      service_slug: slug,
      preferred_contact_method: method,
      contact_value: value,
      preferred_time_window: window,
      consent_personal_data: true,
      consent_communications: true,
    }),
  );

/** A service's rows, oldest first, and how often their people and the operator were to be mailed. */
async function kept({ practice }: Observer, slug: string) {
  const rows = await practice.query(
    "select r.id, r.link_version as version, r.link_kid as kid, case when quarantined_at is not null then 'aside' else r.status::text end as state, (select count(*)::int from pgboss.job j where j.name = 'confirm-request' and j.data->>'requestId' = r.id::text) as mails from waitlist_requests r join services s on s.id = r.service_id where s.slug = $1 order by r.id",
    [slug],
  );
  return rows.map(({ id, version, kid, state, mails }) => ({
    id: String(id),
    version: Number(version),
    kid: String(kid),
    state,
    mails,
  }));
}

const mark = ({ practice }: Observer, slug: string, columns: string) =>
  practice.query(
    `update waitlist_requests set ${columns} where service_id = (select id from services where slug = $1)`,
    [slug],
  );
const answer = (observer: Observer, slug: string) => mark(observer, slug, "status = 'contacted', contacted_at = now()");

async function withItsLink(observer: Observer, slug: string, intent: Record<string, string>) {
  const { practice, see } = observer;
  const [row] = await kept(observer, slug);
  const token = privateLinks(practice.config.keys.link).token(row?.id ?? "", row?.version ?? 0, row?.kid ?? "");
  expect((await see(`/waitlist/${token}/`, form(intent))).status).toBe(200);
}

/** The state before the request, and the rows afterwards, as `state:mails`. */
type Way = {
  before(observer: Observer, slug: string, contact: Contact): Promise<unknown>;
  asked?: Asked;
  after: string[];
};
const WAYS: Record<string, Way> = {
  "somebody new": { before: async () => undefined, after: ["new:1"] },
  "a repeat": { before: (observer, slug, contact) => byForm(observer, slug, contact), after: ["new:2"] },
  "a repeat with another window": {
    before: (observer, slug, contact) => byForm(observer, slug, contact),
    asked: { window: "weekend" },
    after: ["new:2"],
  },
  "somebody who paused and asked to leave": {
    async before(observer, slug, contact) {
      await byForm(observer, slug, contact);
      await mark(observer, slug, "paused_at = now(), leave_requested_at = now()");
    },
    asked: { window: "weekend" },
    after: ["new:2"],
  },
  "somebody who was answered": {
    async before(observer, slug, contact) {
      await byForm(observer, slug, contact);
      await answer(observer, slug);
    },
    after: ["new:2"],
  },
  "somebody who left": {
    async before(observer, slug, contact) {
      await byForm(observer, slug, contact);
      await withItsLink(observer, slug, { intent: "leave" });
    },
    after: ["closed:1", "new:1"],
  },
  "somebody who was erased": {
    async before(observer, slug, contact) {
      await byForm(observer, slug, contact);
      await withItsLink(observer, slug, { intent: "erase", confirmed: "yes" });
    },
    after: ["closed:1", "new:1"],
  },
  "somebody over the day's limit": {
    async before(observer, slug, contact) {
      for (const _ of [1, 2, 3]) await byForm(observer, slug, contact);
    },
    after: ["new:3"],
  },
  "somebody with whose contact a bot came first": {
    before: (observer, slug, contact) => byForm(observer, slug, contact, { trapped: true }),
    after: ["aside:1", "new:1"],
  },
  "a bot with a contact of nobody": { before: async () => undefined, asked: { trapped: true }, after: ["aside:1"] },
  "a bot with the contact of somebody who waits": {
    before: (observer, slug, contact) => byForm(observer, slug, contact),
    asked: { trapped: true },
    after: ["new:1", "aside:1"],
  },
};

/** Everybody asks in each of the ways; returns everything observable. */
async function asking(observer: Observer, post: Post, ways: [string, Way][]) {
  let first: Seen | undefined;
  for (const [what, { before, asked, after }] of ways) {
    for (const anybody of Object.values(SOMEBODY)) {
      const [{ slug }, contact] = [await observer.practice.service(), anybody()];
      await before(observer, slug, contact);
      const answer = await post(observer, slug, contact, asked);
      expect(
        (await kept(observer, slug)).map(({ state, mails }) => `${state}:${mails}`),
        what,
      ).toEqual(after);
      first ??= answer;
      expect(answer, `${what}, by ${contact.method}`).toEqual(first);
    }
  }
  return first;
}

test("the form answers everybody with the same bytes after the same statements", () =>
  observing(async (observer) => {
    const seen = await asking(observer, byForm, Object.entries(WAYS));
    expect(seen?.status).toBe(303);
    expect(seen?.then).toContain("Заявка принята");
    expect(seen?.statements.length).toBeGreaterThan(8);
  }));

test("the API answers everybody with the same bytes after the same statements", () =>
  observing(async (observer) => {
    const seen = await asking(
      observer,
      byApi,
      Object.entries(WAYS).filter(([, { asked }]) => !asked?.trapped),
    );
    expect(seen).toMatchObject({ status: 202, body: JSON.stringify({ status: "accepted" }) });
    expect(seen?.statements.length).toBeGreaterThan(8);
  }));

test("leaving by contact answers all the same, and acts only where somebody waits", () =>
  observing(async (observer) => {
    const { practice, see, letJobsGo } = observer;
    const leave = (contact: Contact) => see("/waitlist/leave/", form(named(contact)));
    const nobody = await leave(SOMEBODY.email());
    expect(nobody.status).toBe(200);
    expect(nobody.statements.length).toBeGreaterThan(1);
    const waiting: { id: string; contact: Contact }[] = [];
    for (const anybody of Object.values(SOMEBODY)) {
      const people: Record<string, Contact> = { unknown: anybody() };
      for (const what of ["waiting", "answered", "gone", "aside"]) {
        const [{ slug }, contact] = [await practice.service(), anybody()];
        await byForm(observer, slug, contact, { trapped: what === "aside" });
        if (what === "gone") await withItsLink(observer, slug, { intent: "leave" });
        if (what === "answered") await answer(observer, slug);
        const [row] = await kept(observer, slug);
        if (what === "waiting" || what === "answered") waiting.push({ id: row?.id ?? "", contact });
        people[what] = contact;
      }
      for (const [what, contact] of Object.entries(people)) {
        expect(await leave(contact), `${what}, by ${contact.method}`).toEqual(nobody);
      }
    }
    await letJobsGo();
    await practice.operatorTold();
    const wished = await practice.query("select id from waitlist_requests where leave_requested_at is not null");
    const mails = await practice.mails();
    const told = (to: string, about: string) => mails.filter((mail) => mail.to === to && mail.subject === about);
    const ofOperator = waiting.filter(({ contact }) => contact.method !== "email").map(({ id }) => id);
    expect(wished.map(({ id }) => id).sort()).toEqual([...ofOperator].sort());
    const counted = new RegExp(`${mailCopy.operatorNotice.counts.leave_notice}: (\\d+)`);
    const notices = told("operator@example.org", mailCopy.operatorNotice.subject);
    const wishes = notices.map(({ text }) => Number(counted.exec(text)?.[1] ?? 0));
    expect(wishes.reduce((sum, count) => sum + count, 0)).toBe(ofOperator.length);
    for (const { contact } of waiting.filter(({ contact: { method } }) => method === "email")) {
      expect(told(contact.value, mailCopy.leaveLink.subject)).toHaveLength(1);
    }
    expect(mails.filter(({ subject }) => subject === mailCopy.leaveLink.subject)).toHaveLength(2);
  }));
