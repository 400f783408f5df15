import { CONTACT_METHODS, type ContactMethod } from "./contact/contact.ts";
import type { Utm } from "./visit.ts";
import { CLOSED_REASONS, type ClosedReason, TIME_WINDOWS, type TimeWindow } from "./waitlist-request.ts";

export const EVENT_SOURCES = ["web", "backend", "telegram", "admin"] as const;
export type EventSource = (typeof EVENT_SOURCES)[number];
export const EVENT_SCHEMA_VERSION = "1.0";
export const VIEW_DATE_RANGE = "next_14d";

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
  waitlist_withdrawn: { service_slug: string; reason: ClosedReason };
};
export type EventName = keyof EventProperties;
export const EVENT_NAMES = [
  "show_no_slots",
  "waitlist_submitted",
  "cta_tg_click",
  "tg_subscribe_confirmed",
  "waitlist_withdrawn",
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

/** The parts of an event that are the same for every name. */
export function envelope(given: {
  id: string;
  now: Date;
  source: EventSource;
  visit: { pagePath: string | null; referrerHost: string | null; utm: Utm } | null;
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
  waitlist_withdrawn: { service_slug: slug, reason: oneOf(CLOSED_REASONS) },
};

function refuse(event: TrackingEvent, property: string): never {
  throw new Error(`event ${event.event_name}: property ${property} is not allowed`);
}

/** Refuses an event with a property outside the closed list, or a value outside its range: it throws, it does not drop. */
export function assertAllowed(event: TrackingEvent): TrackingEvent {
  const checks: Record<string, Check> = ALLOWED[event.event_name];
  const properties: Record<string, unknown> = event.properties;
  for (const name in properties) if (!Object.hasOwn(checks, name)) refuse(event, name);
  for (const name in checks) if (!checks[name]?.(properties[name])) refuse(event, name);
  return event;
}
