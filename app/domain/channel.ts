import { MESSENGERS, type Messenger } from "./chat/messenger.ts";

/** The way by which a request arrived: the page's form, the public API, or a chat. */
export const REQUEST_SOURCES = ["web", "api", ...MESSENGERS] as const;
export type RequestSource = (typeof REQUEST_SOURCES)[number];

export const LEAD_SOURCES = ["waitlist", "chat"] as const;
export type LeadSource = (typeof LEAD_SOURCES)[number];

export const TIMELINE_SOURCES = ["web", "backend", ...MESSENGERS, "admin"] as const;
export type TimelineSource = (typeof TIMELINE_SOURCES)[number];

export const EVENT_SOURCES = TIMELINE_SOURCES;
export type EventSource = (typeof EVENT_SOURCES)[number];

/** How the agreement was expressed: the unticked box of the page, the same field of the API, a button in the bot. */
export type ConsentMethod = "web_form" | "api" | `${Messenger}_bot`;

type Channel = {
  consentMethod: ConsentMethod;
  leadSource: LeadSource;
  timelineSource: TimelineSource;
  eventSource: EventSource;
  /** A chat proves whose contact it is, and is answered at once. The open form and the API accept anybody's contact. */
  inChat: boolean;
};

/** The value that each list of sources has for the channel. */
export const CHANNELS = {
  web: {
    consentMethod: "web_form",
    leadSource: "waitlist",
    timelineSource: "web",
    eventSource: "backend",
    inChat: false,
  },
  api: { consentMethod: "api", leadSource: "waitlist", timelineSource: "web", eventSource: "backend", inChat: false },
  telegram: chatIn("telegram"),
  max: chatIn("max"),
} as const satisfies Record<RequestSource, Channel>;

function chatIn<Name extends Messenger>(messenger: Name) {
  return {
    consentMethod: `${messenger}_bot`,
    leadSource: "chat",
    timelineSource: messenger,
    eventSource: messenger,
    inChat: true,
  } as const;
}

/** The event's source of what the timeline tells with this source: the server records what a page sent. */
export const eventSourceOf = (source: TimelineSource): EventSource => (source === "web" ? "backend" : source);
