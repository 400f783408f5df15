import { addresses } from "#app/addresses.ts";
import type { AskedService } from "#app/application/waitlist/get-no-slots-page.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { SERVICE_SLUG, type ServiceFormat } from "#app/domain/timetable/availability.ts";
import type { Utm } from "#app/domain/visit.ts";
import { type ConciergeLink, conciergesOf, type ShownMessengers } from "../chat/concierge-link.ts";
import { type TodayWords, todayWords } from "../timetable/today.ts";

type Shown = ShownMessengers & { utm: Utm };

/** The page for display: only what a visitor may see. `utm`: the campaign marks of `query`. */
export function noSlotsView(
  page: AskedService,
  { query, now, ...shown }: Shown & { query: URLSearchParams; now: Date },
): NoSlotsView {
  const { bots, messengers, utm } = shown;
  switch (page.status) {
    case "unreadable": {
      const formAction = addresses.noSlots({ ...askedService(query), ...utm });
      const concierges = conciergesOf(bots, utm);
      return { state: "unreadable", messengers, concierges, formAction, otherServicesHref: addresses.booking(utm) };
    }
    case "choose-service":
      return {
        state: "choose-service",
        unknown: page.unknown,
        services: page.services.map(({ slug, title }) => ({
          title,
          href: addresses.noSlots({ service_slug: slug, ...utm }),
        })),
        otherServicesHref: addresses.booking(utm),
      };
    case "service":
      return latestView(page, todayWords(page.practice, now), shown);
  }
}

type ServicePage = Extract<AskedService, { status: "service" }>;
type Built = { inputs: unknown[]; view: ServiceView };
/** In a spike every visitor of an address gets the same view, and composing its addresses costs more than the comparison. */
const latest = new WeakMap<Utm, Built>();

function latestView(page: ServicePage, words: TodayWords, shown: Shown): ServiceView {
  const { bots, messengers, utm } = shown;
  const inputs = [page.service, page.availability.status, page.elsewhere, words, bots, messengers];
  const known = latest.get(utm);
  if (known?.inputs.every((each, at) => each === inputs[at])) return known.view;
  const view = serviceView(page, words, shown);
  latest.set(utm, { inputs, view });
  return view;
}

function serviceView(page: ServicePage, words: TodayWords, { bots, messengers, utm }: Shown): ServiceView {
  const { slug, title, format, durationMinutes, waitlistOpen } = page.service;
  const carried = { service_slug: slug, ...utm };
  return {
    state: "service",
    service: { title, format, durationMinutes, waitlistOpen },
    availability: page.availability.status,
    elsewhere: page.elsewhere,
    ...words,
    messengers,
    concierges: conciergesOf(bots, carried),
    formAction: addresses.noSlots(carried),
    slotsHref: addresses.slots(carried),
    otherServicesHref: addresses.booking(utm),
  };
}

/** The service named by the address, which cannot be looked up at the moment. */
function askedService(query: URLSearchParams): { service_slug?: string } {
  const slug = query.get("service_slug");
  return slug !== null && SERVICE_SLUG.test(slug) ? { service_slug: slug } : {};
}

export type ServiceView = TodayWords & {
  state: "service";
  service: { title: string; format: ServiceFormat; durationMinutes: number; waitlistOpen: boolean };
  availability: "none" | "free" | "unknown";
  /** `false`: every list is paused and no service has free time, so that the list of services leads nowhere. */
  elsewhere: boolean;
  messengers: Messenger[];
  concierges: ConciergeLink[];
  /** With path and query: a form without an action is sent to the `#fragment` of its page. */
  formAction: string;
  slotsHref: string;
  otherServicesHref: string;
};

/** `unreadable`: not even the services could be read, so the page says nothing about free time. */
export type NoSlotsView =
  | ({ state: "choose-service"; otherServicesHref: string } & ServiceChoiceProps)
  | ServiceView
  | {
      state: "unreadable";
      messengers: Messenger[];
      concierges: ConciergeLink[];
      formAction: string;
      otherServicesHref: string;
    };

export type ServiceChoiceProps = {
  unknown: boolean;
  /** Each with the address to continue with. */
  services: { title: string; href: string }[];
};
