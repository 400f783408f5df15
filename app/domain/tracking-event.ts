import type { EventSource } from "./channel.ts";
import { CONTACT_METHODS, type ContactMethod } from "./contact/contact.ts";
import { STARTS_IN, type StartsIn } from "./offers/settings.ts";
import { OFFER_CHANNELS, type OfferChannel } from "./offers/types.ts";
import type { Utm } from "./visit.ts";
import { CLOSED_REASONS, type ClosedReason, TIME_WINDOWS, type TimeWindow } from "./waitlist-request.ts";

const EVENT_SCHEMA_VERSION = "1.0";
const VIEW_DATE_RANGE = "next_14d";

export type EventProperties = {
  show_no_slots: { service_slug: string; date_range: typeof VIEW_DATE_RANGE };
  waitlist_submitted: {
    service_slug: string;
    preferred_contact: ContactMethod;
    preferred_time_window: TimeWindow;
    /** The visitor used the concierge's link: joins the click to the row. */
    deep_link_id?: string;
  };
  cta_tg_click: { tg_target: "bot"; tg_flow: "concierge"; deep_link_id: string; service_slug?: string };
  tg_subscribe_confirmed: { tg_target: "bot"; tg_flow: "concierge"; deep_link_id: string };
  cta_max_click: { flow: "concierge"; deep_link_id: string; service_slug?: string };
  max_subscribe_confirmed: { flow: "concierge"; deep_link_id: string };
  waitlist_withdrawn: { service_slug: string; reason: ClosedReason };
  waitlist_offer_sent: OfferProperties;
  waitlist_offer_accepted: OfferProperties;
  waitlist_offer_declined: OfferProperties;
  waitlist_offer_expired: OfferProperties;
  /** A visitor asked for a free hour: it is held for the practice's answer, or booked at once. Never a person. */
  hour_asked: { service_slug: string; starts_in: StartsIn; outcome: (typeof ASK_OUTCOMES)[number] };
};
const ASK_OUTCOMES = ["held", "booked"] as const;
/** Never a person: which service, how they were asked, and how far the hour was from its start. */
type OfferProperties = { service_slug: string; channel: OfferChannel; starts_in: StartsIn };
export type EventName = keyof EventProperties;
export const EVENT_NAMES = [
  "show_no_slots",
  "waitlist_submitted",
  "cta_tg_click",
  "tg_subscribe_confirmed",
  "cta_max_click",
  "max_subscribe_confirmed",
  "waitlist_withdrawn",
  "waitlist_offer_sent",
  "waitlist_offer_accepted",
  "waitlist_offer_declined",
  "waitlist_offer_expired",
  "hour_asked",
] as const satisfies readonly EventName[];

type Envelope = {
  event_id: string;
  schema_version: typeof EVENT_SCHEMA_VERSION;
  occurred_at: Date;
  source: EventSource;
  /** The route's pattern, never an address with a token. */
  page_path: string | null;
  referrer_host: string | null;
  utm: Utm;
  lead_id: string | null;
};
export type TrackingEvent = {
  [Name in EventName]: Envelope & { event_name: Name; properties: EventProperties[Name] };
}[EventName];

/** A page view as it is counted: its id is derived from its place in the stored batch. */
export type TrackedView = Omit<Extract<TrackingEvent, { event_name: "show_no_slots" }>, "event_id" | "lead_id">;

type Visited = { pagePath: string | null; referrerHost: string | null; utm: Utm };

/** A visit of a page without free time. */
export function viewOf({ serviceSlug, visit, now }: { serviceSlug: string; visit: Visited; now: Date }): TrackedView {
  return {
    event_name: "show_no_slots",
    properties: { service_slug: serviceSlug, date_range: VIEW_DATE_RANGE },
    schema_version: EVENT_SCHEMA_VERSION,
    occurred_at: now,
    source: "web",
    page_path: visit.pagePath,
    referrer_host: visit.referrerHost,
    utm: visit.utm,
  };
}

/** The envelope that all events share. */
export function envelope(given: {
  id: string;
  now: Date;
  source: EventSource;
  visit: Visited | null;
  leadId?: string | null;
}): Envelope {
  return {
    event_id: given.id,
    schema_version: EVENT_SCHEMA_VERSION,
    occurred_at: given.now,
    source: given.source,
    page_path: given.visit?.pagePath ?? null,
    referrer_host: given.visit?.referrerHost ?? null,
    utm: given.visit?.utm ?? {},
    lead_id: given.leadId ?? null,
  };
}

type Check = (value: unknown) => boolean;
const oneOf =
  (allowed: readonly string[]): Check =>
  (value) =>
    typeof value === "string" && allowed.includes(value);
const matching =
  (pattern: RegExp): Check =>
  (value) =>
    typeof value === "string" && pattern.test(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const slug = matching(/^[a-z0-9][a-z0-9_-]{0,63}$/);
const deepLinkId = matching(/^[0-9A-Za-z]{8}$/);

const offerChecks = { service_slug: slug, channel: oneOf(OFFER_CHANNELS), starts_in: oneOf(STARTS_IN) };

const ALLOWED: { [Name in EventName]: { [Property in keyof Required<EventProperties[Name]>]: Check } } = {
  show_no_slots: { service_slug: slug, date_range: oneOf([VIEW_DATE_RANGE]) },
  waitlist_submitted: {
    service_slug: slug,
    preferred_contact: oneOf(CONTACT_METHODS),
    preferred_time_window: oneOf(TIME_WINDOWS),
    deep_link_id: optional(deepLinkId),
  },
  cta_tg_click: {
    tg_target: oneOf(["bot"]),
    tg_flow: oneOf(["concierge"]),
    deep_link_id: deepLinkId,
    service_slug: optional(slug),
  },
  tg_subscribe_confirmed: { tg_target: oneOf(["bot"]), tg_flow: oneOf(["concierge"]), deep_link_id: deepLinkId },
  cta_max_click: { flow: oneOf(["concierge"]), deep_link_id: deepLinkId, service_slug: optional(slug) },
  max_subscribe_confirmed: { flow: oneOf(["concierge"]), deep_link_id: deepLinkId },
  waitlist_withdrawn: { service_slug: slug, reason: oneOf(CLOSED_REASONS) },
  waitlist_offer_sent: offerChecks,
  waitlist_offer_accepted: offerChecks,
  waitlist_offer_declined: offerChecks,
  waitlist_offer_expired: offerChecks,
  hour_asked: { service_slug: slug, starts_in: oneOf(STARTS_IN), outcome: oneOf(ASK_OUTCOMES) },
};

type Described = Pick<TrackingEvent, "event_name" | "properties">;

function refuse(event: Described, property: string): never {
  throw new Error(`event ${event.event_name}: property ${property} is not allowed`);
}

/** Throws for an event with a property outside the closed list or a value outside its range; never drops one. */
export function assertAllowed<Event extends Described>(event: Event): Event {
  const checks: Record<string, Check> = ALLOWED[event.event_name];
  const properties: Record<string, unknown> = event.properties;
  for (const name in properties) if (!Object.hasOwn(checks, name)) refuse(event, name);
  for (const name in checks) if (!checks[name]?.(properties[name])) refuse(event, name);
  return event;
}
