import type { AskedService } from "#app/application/waitlist/get-no-slots-page.ts";
import type { ServiceFormat } from "#app/domain/timetable/availability.ts";
import { readUtm } from "#app/domain/visit.ts";

/** The page for display: only what a visitor may see. */
export function noSlotsView(
  page: AskedService,
  { telegramBot, query }: { telegramBot: string | null; query: URLSearchParams },
): NoSlotsView {
  const conciergeAt = (query: string) =>
    telegramBot === null ? null : { href: `/booking/telegram/${query}`, botName: `@${telegramBot}` };
  switch (page.status) {
    case "unreadable":
      return { state: "unreadable", concierge: conciergeAt("") };
    case "choose-service":
      return {
        state: "choose-service",
        unknown: page.unknown,
        // A GET form replaces the query of its address: the campaign travels in the form.
        carried: readUtm(query),
        services: page.services.map(({ slug, title }) => ({ slug, title })),
      };
    case "service": {
      const { slug, title, format, durationMinutes, waitlistOpen } = page.service;
      return {
        state: "service",
        service: { slug, title, format, durationMinutes, waitlistOpen },
        availability: page.availability.status,
        answerWithinWorkingDays: page.practice.answerWithinWorkingDays,
        concierge: conciergeAt(`?service_slug=${slug}`),
      };
    }
  }
}

export type ServiceView = {
  state: "service";
  service: { slug: string; title: string; format: ServiceFormat; durationMinutes: number; waitlistOpen: boolean };
  availability: "none" | "free" | "unknown";
  answerWithinWorkingDays: number;
  concierge: ConciergeLink | null;
};

/** `unreadable`: not even the services could be read, so the page says nothing about free time. */
export type NoSlotsView =
  | ({ state: "choose-service" } & ServiceChoiceProps)
  | ServiceView
  | { state: "unreadable"; concierge: ConciergeLink | null };

export type ConciergeLink = { href: string; botName: string };

export type ServiceChoiceProps = {
  unknown: boolean;
  services: { slug: string; title: string }[];
  /** The rest of the address's query that the next page should keep, such as `utm_*`. */
  carried?: Record<string, string>;
};
