import type { NoSlotsPage } from "#app/application/get-no-slots-page.ts";
import { readUtm } from "#app/domain/tracking-event.ts";
import type { NoSlotsView } from "#app/ui/no-slots-page.tsx";

/** The page as it is drawn: no more of the practice than a visitor is shown. */
export function noSlotsView(
  page: NoSlotsPage,
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
