import { addresses } from "#app/addresses.ts";
import type { HourAvailability } from "#app/application/offers/asked/get-hour-page.ts";
import { bookingCopy } from "#app/copy/booking.ts";
import { hourWords, zoneWords } from "#app/copy/hours.ts";
import type { Messenger } from "#app/domain/chat/messenger.ts";
import { SERVICE_SLUG, type ServiceFormat } from "#app/domain/timetable/availability.ts";
import { type ListedMarks, readUtm } from "#app/domain/visit.ts";
import { type ConciergeLink, conciergesOf, type ShownMessengers } from "../chat/concierge-link.ts";

type Shown = ShownMessengers & { slotId: string; marks: ListedMarks; query: URLSearchParams };

/** The page of an hour for display: only what a visitor may see. */
export function hourView(page: HourAvailability, { slotId, bots, messengers, marks, query }: Shown): AskedHourView {
  const utm = readUtm(query, marks);
  const otherServicesHref = addresses.booking(utm);
  if (page.status === "unreadable") {
    const slug = askedSlug(query);
    const formAction = addresses.hour(slotId, { ...(slug === null ? {} : { service_slug: slug }), ...utm });
    return { state: "unreadable", messengers, formAction, otherServicesHref };
  }
  const carried = page.service ? { service_slug: page.service.slug, ...utm } : utm;
  const formAction = addresses.hour(slotId, carried);
  const { timeZone } = page.practice;
  if (page.status === "free") {
    const { title, format, durationMinutes, bookWithoutAsking } = page.service;
    return {
      state: "free",
      when: hourWords(page.slot.startsAt, timeZone),
      zone: zoneWords(page.slot.startsAt, timeZone),
      service: { title, format, durationMinutes },
      atOnce: bookWithoutAsking,
      messengers,
      concierges: conciergesOf(bots, { ...carried, slot_id: slotId }),
      formAction,
      slotsHref: addresses.slots(carried),
      otherServicesHref,
    };
  }
  const { service, nearest } = page;
  const { take, takeAtOnce } = bookingCopy.hour.notFree;
  return {
    state: "not-free",
    serviceTitle: service?.title ?? null,
    nearest: nearest.map(({ id, startsAt }) => {
      const when = hourWords(startsAt, timeZone);
      const label = (service?.bookWithoutAsking ? takeAtOnce : take)(when);
      return { when, label, href: service?.bookingUrl ?? addresses.hour(id, carried) };
    }),
    external: service !== null && service.bookingUrl !== null,
    slotsHref: nearest.length > 0 ? addresses.slots(carried) : null,
    joinHref: service?.waitlistOpen ? addresses.noSlots(carried) : null,
    concierges: conciergesOf(bots, carried),
    formAction,
    otherServicesHref,
  };
}

/** The service named by the address, which cannot be looked up at the moment. */
function askedSlug(query: URLSearchParams): string | null {
  const slug = query.get("service_slug");
  return slug !== null && SERVICE_SLUG.test(slug) ? slug : null;
}

export type FreeHourView = {
  state: "free";
  when: string;
  /** The zone's name where it is not the one that readers take for granted. */
  zone: string | null;
  service: { title: string; format: ServiceFormat; durationMinutes: number };
  /** The hour is booked without the practice's answer. */
  atOnce: boolean;
  messengers: Messenger[];
  concierges: ConciergeLink[];
  formAction: string;
  slotsHref: string;
  otherServicesHref: string;
};

export type TakenHourView = {
  state: "not-free";
  serviceTitle: string | null;
  nearest: { when: string; label: string; href: string }[];
  /** The hours are booked at the service's own address, which takes no form of ours. */
  external: boolean;
  slotsHref: string | null;
  /** `null`: the list is paused, or no service is known. */
  joinHref: string | null;
  concierges: ConciergeLink[];
  formAction: string;
  otherServicesHref: string;
};

export type AskedHourView =
  | FreeHourView
  | TakenHourView
  | { state: "unreadable"; messengers: Messenger[]; formAction: string; otherServicesHref: string };
