import type { Messenger } from "./domain/chat/messenger.ts";
import type { UtmKey } from "./domain/visit.ts";

type Query<Name extends string> = { [name in Name]?: string } | URLSearchParams;

function withQuery<Name extends string>(address: string, query: Query<Name>): string {
  const search = query instanceof URLSearchParams ? query : new URLSearchParams(givenOf(query));
  return search.size > 0 ? `${address}?${search}` : address;
}

function givenOf(query: Record<string, string | undefined>): [string, string][] {
  return Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
}

/** An address without parameters. `path` is its pattern in React Router, and the page's name in events. */
function fixed(path: string) {
  return Object.assign(() => path, { path });
}

/** An address that may carry the named query. */
function asked<Name extends string>(path: string) {
  return Object.assign((query: Query<Name> = {}) => withQuery(path, query), { path });
}

/** An address with one parameter in its path, as in `/waitlist/:token/`, and the named query. */
function named<Name extends string = never>(path: string) {
  const of = (value: string, query: Query<Name> = {}) =>
    withQuery(
      path.replace(/:\w+/, () => encodeURIComponent(value)),
      query,
    );
  return Object.assign(of, { path });
}

/** An address with two parameters in its path. */
function namedTwice(path: string) {
  const of = (...values: [string, string]) =>
    values.reduce((filled, value) => filled.replace(/:\w+/, () => encodeURIComponent(value)), path);
  return Object.assign(of, { path });
}

/** A service, and the campaign that brought the visitor. */
type Carried = "service_slug" | UtmKey;

/** Every address of the app: paths from the root, to which mails and chat messages add the origin. */
export const addresses = {
  home: fixed("/"),
  booking: asked<UtmKey>("/booking/"),
  slots: asked<Carried>("/booking/slot/"),
  noSlots: asked<Carried>("/booking/no-slots/"),
  thanks: asked<"of">("/booking/no-slots/thanks/"),
  hour: named<Carried>("/booking/time/:slotId/"),
  concierge: {
    telegram: asked<Carried | "slot_id">("/booking/telegram/"),
    max: asked<Carried | "slot_id">("/booking/max/"),
  } satisfies Record<Messenger, unknown>,
  emergency: fixed("/emergency/"),
  legal: named("/legal/:document/"),
  legalVersion: namedTwice("/legal/:document/:version/"),
  leave: fixed("/waitlist/leave/"),
  request: named<"done">("/waitlist/:token/"),
  requestData: named("/waitlist/:token/data/"),
  ownBooking: named<"done">("/waitlist/:token/booking/"),
  ownCalendar: named("/waitlist/:token/calendar/"),
  offer: named<"done">("/offer/:token/"),
  consent: named("/consent/:token/"),
  offerCalendar: named("/offer/:token/calendar/"),
  health: named("/health/:probe"),
  metrics: fixed("/metrics"),
  api: {
    noSlots: fixed("/api/public/booking/no-slots"),
    waitlist: fixed("/api/public/waitlist"),
    openApi: fixed("/api/public/openapi.json"),
    chatWebhook: {
      telegram: fixed("/api/telegram/webhook"),
      max: fixed("/api/max/webhook"),
    } satisfies Record<Messenger, unknown>,
    resendWebhook: fixed("/api/resend/webhook"),
  },
  desk: {
    list: asked<"leaving" | "answered" | "done">("/desk/"),
    search: fixed("/desk/search/"),
    people: fixed("/desk/people/"),
    person: named<"done" | "failed">("/desk/requests/:requestId/"),
    personData: named("/desk/requests/:requestId/data/"),
    message: named<"done">("/desk/requests/:requestId/message/"),
    time: asked<"day">("/desk/time/"),
    timeSlot: named("/desk/time/:slotId/"),
    offers: asked<"done">("/desk/offers/"),
    offerRules: asked<"done">("/desk/offers/rules/"),
    slotOffers: named<"done">("/desk/offers/:slotId/"),
    callers: asked<"done" | "slot">("/desk/callers/"),
    services: asked<"done">("/desk/services/"),
    newService: fixed("/desk/services/new/"),
    service: named("/desk/services/:serviceId/"),
    insight: fixed("/desk/insight/"),
    insightFile: asked<"from" | "to">("/desk/insight/export/"),
    faults: asked<"done">("/desk/faults/"),
    audit: asked<"before">("/desk/audit/"),
    settings: asked<"done">("/desk/settings/"),
    calendar: asked<"done">("/desk/calendar/"),
    practice: asked<"done">("/desk/practice/"),
    documents: asked<"done">("/desk/documents/"),
    account: asked<"done">("/desk/account/"),
    code: asked<"next">("/desk/account/code/"),
    factor: fixed("/desk/account/factor/"),
    invitation: named("/desk/invite/:token/"),
    signIn: asked<"next" | "unsent">("/desk/sign-in/"),
    signOut: fixed("/desk/sign-out/"),
  },
};

/** The path prefixes of areas. The desk has its own policy and cookies, the API answers in JSON, health answers under any host. */
export const areas = { desk: "/desk", api: "/api/", health: "/health/" };
