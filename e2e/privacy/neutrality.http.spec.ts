import { test } from "@playwright/test";
import { mailCopy } from "#app/copy/mail.ts";
import type { Contact, TypedMethod } from "#app/domain/contact/contact.ts";
import { shownContact } from "#app/domain/contact/shown-contact.ts";
import type { TimeWindow } from "#app/domain/waitlist-request.ts";
import { HONEYPOT } from "#app/forms/field-names.ts";
import { privateLinks } from "#app/infrastructure/keys/private-links.ts";
import { atTheDesk } from "../support/desk/desk.ts";
import { form, json, plainSpaces } from "../support/http.ts";
import { consentLinkOf } from "../support/offers/callers.ts";
import { type Observer, observing, type Seen } from "../support/pages/observing.ts";
import { expect, somebody } from "../support/practice.ts";
import { jobs } from "../support/records/jobs.ts";

import { changeRequest, leavingRequests, requestsOf, type StoredRequest } from "../support/records/requests.ts";
import { serviceOf } from "../support/records/timetable.ts";

let people = 0;
const digits = () => String(1_000_000 + people++).slice(-7);
const SOMEBODY: Record<TypedMethod, () => Contact> = {
  email: () => ({ method: "email", value: somebody() }),
  phone: () => ({ method: "phone", value: `+7916${digits()}` }),
  telegram: () => ({ method: "telegram", value: `anna_${digits()}` }),
};
const named = ({ method, value }: Contact) => ({ preferred_contact_method: method, [`contact_${method}`]: value });

type Asked = { trapped?: boolean; window?: TimeWindow };
type Post = (observer: Observer, slug: string, contact: Contact, asked?: Asked) => Promise<Seen>;
const byForm: Post = async ({ see }, slug, contact, { trapped = false, window = "any" } = {}) => {
  const seen = await see(
    `/booking/no-slots/?service_slug=${slug}`,
    form({
      ...named(contact),
      preferred_time_window: window,
      consent_personal_data: "on",
      consent_communications: "on",
      ...(trapped ? { [HONEYPOT]: "https://spam.example" } : {}),
    }),
  );
  // Of the sealed address only the length may not differ, on the next page too.
  seen.next = seen.next.replace(/(?<=instead_of\\" value=\\")[^"\\]*/, ({ length }) => `${length} characters`);
  // The next page shows the sender what was sent, and nothing else that differs.
  const own = [
    shownContact(contact),
    shownContact(contact).replaceAll(" ", "\u00a0"),
    slug,
    `contact_${contact.method}`,
    `value=\\"${contact.method}\\"`,
    `value=\\"${window}\\"`,
  ];
  seen.next = own.reduce((text, each) => text.replaceAll(each, "…"), seen.next);
  return seen;
};
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
  const { id: serviceId } = await serviceOf(practice, slug);
  const mails = (await jobs(practice, "confirm-request")).flatMap(({ about }) => about);
  return (await requestsOf(practice, serviceId)).map(({ id, linkVersion, linkKid, quarantinedAt, status }) => ({
    id,
    version: linkVersion,
    kid: linkKid ?? "",
    state: quarantinedAt ? "aside" : status,
    mails: mails.filter((about) => about === id).length,
  }));
}

async function mark({ practice }: Observer, slug: string, change: Partial<StoredRequest>) {
  const { id: serviceId } = await serviceOf(practice, slug);
  for (const { id } of await requestsOf(practice, serviceId)) await changeRequest(practice, id, change);
}
const answer = (observer: Observer, slug: string) =>
  mark(observer, slug, { status: "contacted", contactedAt: new Date() });

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
      await mark(observer, slug, { pausedAt: new Date(), leaveRequestedAt: new Date() });
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
    expect(seen?.next).toContain("Заявка принята");
    expect(new Set(observer.addresses).size).toBe(observer.addresses.length);
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
    const wished = await leavingRequests(practice);
    const mails = await practice.mails();
    const told = (to: string, about: string) =>
      mails.filter((mail) => mail.to === to && mail.subject === plainSpaces(about));
    const ofOperator = waiting.filter(({ contact }) => contact.method !== "email").map(({ id }) => id);
    expect(wished.sort()).toEqual([...ofOperator].sort());
    const counted = new RegExp(`${plainSpaces(mailCopy.operatorNotice.counts.leave_notice)}: (\\d+)`);
    const notices = told("operator@example.org", mailCopy.operatorNotice.subject);
    const wishes = notices.map(({ text }) => Number(counted.exec(text)?.[1] ?? 0));
    expect(wishes.reduce((sum, count) => sum + count, 0)).toBe(ofOperator.length);
    for (const { contact } of waiting.filter(({ contact: { method } }) => method === "email")) {
      expect(told(contact.value, mailCopy.leaveLink.subject)).toHaveLength(1);
    }
    expect(mails.filter(({ subject }) => subject === plainSpaces(mailCopy.leaveLink.subject))).toHaveLength(2);
  }));

test("an offer's address answers every other token the same after the same statements", () =>
  observing(async (observer) => {
    const { practice, see } = observer;
    const { slug } = await practice.service();
    await byForm(observer, slug, SOMEBODY.email());
    const [row] = await kept(observer, slug);
    const links = privateLinks(practice.config.keys.link);
    const privateToken = links.token(row?.id ?? "", row?.version ?? 0, row?.kid ?? "");
    const offerOfNobody = links.token(`offer/${row?.id}`, 1, row?.kid ?? "");
    for (const sending of [{}, form({ intent: "accept" }), form({ intent: "decline" }), form({ intent: "return" })]) {
      const answers: Seen[] = [];
      for (const token of ["A".repeat(22), privateToken, offerOfNobody]) {
        const seen = await see(`/offer/${token}/`, sending);
        answers.push({ ...seen, body: seen.body.replaceAll(token, "…") });
      }
      const [first] = answers;
      expect(first?.status).toBe(404);
      expect(first?.statements.length).toBeGreaterThan(0);
      for (const answer of answers) expect(answer).toEqual(first);
    }
  }));

test("a link to a consent answers every other token the same after the same statements", () =>
  observing(async (observer) => {
    const { practice, see } = observer;
    const service = await practice.service();
    await byForm(observer, service.slug, SOMEBODY.email());
    const [row] = await kept(observer, service.slug);
    const links = privateLinks(practice.config.keys.link);
    const privateToken = links.token(row?.id ?? "", row?.version ?? 0, row?.kid ?? "");
    const { id: operatorId } = await atTheDesk(practice);
    const link = await consentLinkOf(practice, { operatorId, serviceId: service.id, slotId: null });
    const destroyed = /consent\/([\w-]{22})/.exec(link)?.[1] ?? "";
    await practice.app.giveUpCaller.refuse(destroyed);
    const agreed = { intent: "agree", consent_personal_data: "on", consent_communications: "on" };
    for (const sending of [{}, form(agreed), form({ intent: "agree" }), form({ intent: "refuse" })]) {
      const answers: Seen[] = [];
      for (const token of ["A".repeat(22), privateToken, destroyed]) {
        const seen = await see(`/consent/${token}/`, sending);
        answers.push({ ...seen, body: seen.body.replaceAll(token, "…") });
      }
      const [first] = answers;
      expect(first?.statements.length).toBeGreaterThan(0);
      for (const answer of answers) expect(answer).toEqual(first);
    }
  }));
