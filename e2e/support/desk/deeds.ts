import { deskTokens } from "#app/infrastructure/team/desk-tokens.ts";
import { passwordHashing } from "#app/infrastructure/team/passwords.ts";
import { addSession } from "#app/testing/desk.ts";
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
const slot = time(({ slotId }) => ({ slot: slotId }));
const settings = (fields: (world: World) => Record<string, string>, statuses = ownerOnly()): Deed => ({
  at: () => "/desk/settings/",
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
  "desk.insight_.export.ts": { "": { at: () => "/desk/insight/export/", ...both(200) } },
  "desk.search.tsx": {
    "": { at: () => "/desk/search/", fields: ({ address }) => ({ contact: address }), ...both(303) },
  },
  // No bot is connected here; with one it is in desk-chat.spec.ts.
  "desk.requests.$requestId_.message.tsx": {
    "": { at: (world) => `${world.person}message/`, fields: () => ({ message: "no_time_yet" }), ...both(404) },
  },
  "desk.requests.$requestId_.data.ts": { "": { at: (world) => `${world.person}data/`, ...ownerOnly(200) } },
  "desk.requests.$requestId.tsx": {
    reveal: person({}, both(200)),
    note: person({ note: "no_answer" }),
    contacted: person({}),
    undo: person({}),
    not_spam: {
      ...person({}),
      before: ({ practice, person: at }) =>
        practice.query("update waitlist_requests set quarantined_at = now() where id = $1", [at.split("/")[3]]),
    },
    closed: person({ reason: "booked" }),
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
    pattern: time(({ day }) => ({
      weekday: "1",
      pattern_time: "10:00",
      pattern_service: "any",
      from: day(7),
      until: day(14),
    })),
    block: slot,
    unblock: slot,
    remove: slot,
  },
  "desk.settings.tsx": {
    promise: settings(() => ({ working_days: "9", seen: "2" })),
    invite: settings(() => ({ email: "invited@practice.example", role: "assistant" }), ownerOnly(200)),
    role: settings(({ colleague }) => ({ operator_id: colleague.id, role: "owner" })),
    disable: settings(({ colleague }) => ({ operator_id: colleague.id })),
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
        const { passwords, close } = passwordHashing();
        const hash = await passwords.hash(PASSWORD);
        await close();
        await practice.query("update operators set password_hash = $1 where id = $2", [hash, actor.id]);
        const code = [actor.id, deskTokens.hash(RECOVERY_CODE)];
        await practice.query("insert into recovery_codes values ($1, $2, now())", code);
      },
    },
    end: {
      ...account("/desk/account/", { session: OTHER_SESSION }, both(303)),
      async before({ practice, actor }) {
        const hash = deskTokens.hash(await addSession(practice.connection, actor.id));
        await practice.query("update desk_sessions set id = $1 where token_hash = $2", [OTHER_SESSION, hash]);
      },
    },
    everywhere: account("/desk/account/", {}, both(303)),
  },
};
