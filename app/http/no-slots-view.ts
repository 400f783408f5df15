import type { NoSlotsPage } from "#app/application/get-no-slots-page.ts";
import type { NoSlotsView } from "#app/ui/no-slots-page.tsx";

/** The page as it is drawn: no more of the practice than a visitor is shown. */
export function noSlotsView(page: NoSlotsPage, telegramBot: string | null): NoSlotsView {
  const conciergeAt = (query: string) =>
    telegramBot === null ? null : { href: `/booking/telegram/${query}`, botName: `@${telegramBot}` };
  switch (page.status) {
    case "unreadable":
      return { state: "unreadable", concierge: conciergeAt("") };
    case "choose-service":
      return {
        state: "choose-service",
        unknown: page.unknown,
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
