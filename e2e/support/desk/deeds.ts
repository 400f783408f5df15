import { addSession } from "#app/testing/desk.ts";
import { quickHashing } from "#app/testing/quick-hashing.ts";
import { quarantine } from "../records/requests.ts";
import { changeOperator, giveRecoveryCode, nameSession } from "../records/team.ts";
import type { Desk } from "./desk-at-work.ts";

type World = Desk & {
  colleague: { id: string };
  /** The actor. */
  actor: { id: string };
  /** A day without slots, some weeks from now and from the first. */
  day(later: number): string;
  slotId: string;
  /** The contact of the waiting person. */
  address: string;
};
export type Deed = {
  at(world: World): string;
  fields?(world: World): Record<string, string>;
  owner: number;
  assistant: number;
  /** Read-only. */
  changesNothing?: true;
  /** Prepares the state in which the act is possible. */
  before?(world: World): Promise<unknown>;
};

const both = (status: number) => ({ owner: status, assistant: status });
const ownerOnly = (status = 303) => ({ owner: status, assistant: 403 });
const PASSWORD = "correct horse battery";
const RECOVERY_CODE = "0123456789abcdefghjkmnpq";
const OTHER_SESSION = "00000000-0000-7000-8000-000000000001";
const SERVICE = { duration_minutes: "50", format: "online", waitlist_open: "yes" };

const person = (fields: Record<string, string>, statuses = both(303)): Deed => ({
  at: (world) => world.person,
  fields: ({ seen }) => ({ seen, ...fields }),
  ...statuses,
});
const service = (version: string, fields: Record<string, string> = {}): Deed => ({
  at: (world) => `/desk/services/${world.service.id}/`,
  fields: () => ({ version, ...fields }),
  ...ownerOnly(),
});
const time = (fields: (world: World) => Record<string, string>): Deed => ({
  at: () => "/desk/time/",
  fields,
  ...both(303),
});
const MONDAY = { weekday: "1", pattern_time: "10:00", pattern_service: "any" };
/** Of an hour that was removed. */
const EDIT = { time: "10:00", minutes: "480", pattern_service: "any", seen: "-" };
const slot = time(({ slotId }) => ({ slot: slotId }));
const requestOf = ({ person: at }: World) => at.split("/")[3] ?? "";
const NO_OFFER = "00000000-0000-7000-8000-000000000002";
/** desk-offers.spec.ts covers acts on offers that stand. */
const onSlot = (fields: (world: World) => Record<string, string>, statuses = both(303)): Deed => ({
  at: ({ slotId }) => `/desk/offers/${slotId}/`,
  fields,
  ...statuses,
});
const onAsk: Deed = { at: () => "/desk/offers/", fields: () => ({ booking: NO_OFFER }), ...both(409) };
const onCall: Deed = { at: () => "/desk/offers/", fields: () => ({ offer: NO_OFFER }), ...both(409) };
const settings = (fields: (world: World) => Record<string, string>, statuses = ownerOnly()): Deed => ({
  at: () => "/desk/settings/",
  fields,
  ...statuses,
});

const calendar = (fields: (world: World) => Record<string, string>, statuses = ownerOnly()): Deed => ({
  at: () => "/desk/calendar/",
  fields,
  ...statuses,
});

const account = (at: string, fields: Record<string, string>, statuses: { owner: number; assistant: number }): Deed => ({
  at: () => at,
  fields: () => fields,
  ...statuses,
});

/** Every action behind the sign-in, by its route's file and its intent, in an order in which each is possible. */
export const DEEDS: Record<string, Record<string, Deed>> = {
  "desk.$.tsx": { "": { at: () => "/desk/nowhere/", ...both(404) } },
  "desk.faults.tsx": { "": { at: () => "/desk/faults/", ...ownerOnly() } },
  "desk.insight_.export.ts": { "": { at: () => "/desk/insight/export/", ...both(200) } },
  "desk.people.ts": { "": { at: () => "/desk/people/", ...ownerOnly(200) } },
  "desk.search.tsx": {
    "": { at: () => "/desk/search/", fields: ({ address }) => ({ contact: address }), ...both(303) },
  },
  // desk-faults.spec.ts covers a message that did not arrive.
  "desk._index.tsx": {
    told: { at: () => "/desk/?index", fields: () => ({ delivery: NO_OFFER }), ...both(409) },
  },
  "desk.offers._index.tsx": {
    agreed: onCall,
    doesnt_suit: onCall,
    no_answer: onCall,
    confirm: onAsk,
    refuse: onAsk,
    waits_on: { at: () => "/desk/offers/", fields: (world) => ({ request: requestOf(world) }), ...both(409) },
    reveal: { at: () => "/desk/offers/", fields: (world) => ({ request: requestOf(world) }), ...both(200) },
  },
  "desk.practice.tsx": {
    // desk-practice.spec.ts covers a change.
    "": { at: () => "/desk/practice/", fields: () => ({ intent: "save", seen: "[]" }), ...ownerOnly(400) },
  },
  "desk.documents.tsx": {
    // desk-documents.spec.ts covers a publication.
    "": { at: () => "/desk/documents/", fields: () => ({ intent: "publish", seen: "[]" }), ...ownerOnly(400) },
  },
  "desk.offers.rules.tsx": {
    // desk-offer-rules.spec.ts covers a change.
    "": { at: () => "/desk/offers/rules/", fields: () => ({ seen: "[]" }), ...ownerOnly(400) },
  },
  "desk.offers.$slotId.tsx": {
    start: onSlot(() => ({ seen: "another line" }), both(409)),
    stop: onSlot(() => ({}), both(409)),
    give: onSlot(() => ({ request: NO_OFFER }), both(409)),
    book: onSlot(() => ({ request: NO_OFFER }), both(409)),
    withdraw: onSlot(() => ({ offer: NO_OFFER }), both(409)),
    extend: onSlot(() => ({ offer: NO_OFFER }), both(409)),
    cancel: onSlot(() => ({ booking: NO_OFFER }), both(409)),
    move: onSlot(({ slotId }) => ({ booking: NO_OFFER, to: slotId }), both(409)),
  },
  // consent-link.spec.ts covers a caller who is there.
  "desk.callers.tsx": {
    ask: {
      at: () => "/desk/callers/",
      fields: ({ service: { id } }) => ({
        ...{ preferred_contact_method: "phone", contact_phone: "8 916 123-45-69" },
        ...{ service: id, hour: "list" },
      }),
      ...both(303),
    },
    reveal: { at: () => "/desk/callers/", fields: () => ({ caller: NO_OFFER }), ...both(409) },
    give_up: { at: () => "/desk/callers/", fields: () => ({ caller: NO_OFFER }), ...both(409) },
  },
  // No bot is connected here; desk-chat.spec.ts covers it.
  "desk.requests.$requestId_.message.tsx": {
    "": { at: (world) => `${world.person}message/`, fields: () => ({ message: "no_time_yet" }), ...both(404) },
  },
  "desk.requests.$requestId_.data.ts": { "": { at: (world) => `${world.person}data/`, ...ownerOnly(200) } },
  "desk.requests.$requestId.tsx": {
    reveal: person({}, both(200)),
    note: person({ note: "no_answer" }),
    contacted: person({}),
    undo: person({}),
    correct: person({ new_contact: "8 916 000-11-22", old_contact: "beside" }),
    swap_contacts: person({}),
    not_spam: {
      ...person({}),
      before: ({ practice, person: at }) => quarantine(practice, at.split("/")[3] ?? ""),
    },
    put_first: person({ first: "promised" }),
    put_first_undone: person({}),
    closed: person({ reason: "booked" }),
    put_back: person({}),
    erase: person({ confirmation: "удалить" }, ownerOnly()),
  },
  "desk.services.$serviceId.tsx": {
    save: service("1", { ...SERVICE, title: "Другое имя" }),
    archive: service("2"),
    restore: service("3"),
  },
  "desk.services.new.tsx": {
    "": {
      at: () => "/desk/services/new/",
      fields: () => ({ ...SERVICE, title: "Новая", slug: "new-one" }),
      ...ownerOnly(),
    },
  },
  "desk.time.tsx": {
    add: time(({ day }) => ({ date: day(0), time: "10:00", service: "any" })),
    pattern: time(({ day }) => ({ ...MONDAY, from: day(7), until: day(14) })),
    preview: {
      ...time(({ day }) => ({ ...MONDAY, from: day(7), until: day(14) })),
      ...both(200),
      changesNothing: true,
    },
    range: { ...time(({ day }) => ({ act: "remove", range_from: day(360), range_until: day(361) })), ...both(409) },
    undo: { ...time(() => ({ change: NO_OFFER })), ...both(409) },
    block: slot,
    unblock: slot,
    remove: slot,
  },
  "desk.time_.$slotId.tsx": {
    "": {
      at: ({ slotId }) => `/desk/time/${slotId}/`,
      fields: ({ day }) => ({ ...EDIT, date: day(370) }),
      ...both(404),
    },
  },
  "desk.settings.tsx": {
    promise: settings(() => ({ working_days: "9", seen: "2" })),
    invite: settings(() => ({ email: "invited@practice.example", role: "assistant" }), ownerOnly(200)),
    role: settings(({ colleague }) => ({ operator_id: colleague.id, role: "owner" })),
    disable: settings(({ colleague }) => ({ operator_id: colleague.id })),
  },
  "desk.calendar.tsx": {
    add: calendar(({ day }) => ({ from: day(7), until: day(7) })),
    remove: calendar(() => ({ days_off: NO_OFFER }), { owner: 409, assistant: 403 }),
    saturdays: calendar(() => ({ works: "yes" })),
  },
  "desk.account_.factor.tsx": {
    show: { ...account("/desk/account/factor/", {}, both(200)), changesNothing: true },
    // desk-account.spec.ts covers the whole way: the shown key's code cannot be in a table.
    replace: account("/desk/account/factor/", { offer: "none of ours", code: "000000" }, both(400)),
  },
  "desk.account_.code.tsx": {
    "": { ...account("/desk/account/code/", {}, ownerOnly()), changesNothing: true },
  },
  "desk.account.tsx": {
    codes: account("/desk/account/", {}, both(200)),
    password: {
      ...account(
        "/desk/account/",
        { old_password: PASSWORD, new_password: "another long password", code: RECOVERY_CODE },
        both(303),
      ),
      async before({ practice, actor }) {
        const hash = await quickHashing().passwords.hash(PASSWORD);
        await changeOperator(practice, actor.id, { passwordHash: hash });
        await giveRecoveryCode(practice, actor.id, RECOVERY_CODE);
      },
    },
    end: {
      ...account("/desk/account/", { session: OTHER_SESSION }, both(303)),
      async before({ practice, actor }) {
        await nameSession(practice, await addSession(practice.connection, actor.id), OTHER_SESSION);
      },
    },
    everywhere: account("/desk/account/", {}, both(303)),
  },
};
