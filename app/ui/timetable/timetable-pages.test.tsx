import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { bookingCopy } from "#app/copy/booking.ts";
import { BookingPage } from "./booking-page.tsx";
import { SlotsPage } from "./slots-page.tsx";

const words = bookingCopy.booking;
const service = {
  slug: "primary",
  title: "Консультация",
  format: "online",
  durationMinutes: 50,
  waitlistOpen: true,
  href: "/booking/no-slots/?service_slug=primary",
} as const;
const bookingPage = (days: (string | null | "unknown")[], readable = true) =>
  renderToStaticMarkup(
    <BookingPage
      services={days.map((nextFreeDay) => ({ ...service, nextFreeDay }))}
      away={null}
      readable={readable}
      servicesHref="/booking/?utm_source=vk"
    />,
  );

describe("the services' page", () => {
  it("promises days only where the timetable can be read", () => {
    const unknown = bookingPage(["unknown"]);
    expect(unknown).toContain(words.unknownLead);
    expect(unknown).not.toContain(words.lead);
    expect(unknown).not.toContain(words.noWindows);
    const read = bookingPage([null, "unknown"]);
    expect(read).toContain(words.lead);
    expect(read).not.toContain(words.unknownLead);
  });

  it("asks for no choice where there are no services to show", () => {
    const unreadable = bookingPage([], false);
    expect(unreadable).toContain(words.unreadableLead);
    expect(unreadable).not.toContain(words.lead);
    expect(unreadable).not.toContain(words.unknownLead);
  });
});

describe("the free slots' page", () => {
  it("names the day in the link of each time, for whoever hears the links alone", () => {
    const slots = ["11:00", "12:00"].map((time) => ({ time, href: "/booking/telegram/", external: true }));
    const html = renderToStaticMarkup(
      <SlotsPage
        view={{
          state: "free",
          serviceTitle: service.title,
          timeZoneLabel: "Время московское.",
          away: null,
          days: [
            { label: "1 декабря, вторник", slots },
            { label: "2 декабря, среда", slots },
          ],
          noSlotsHref: service.href,
          otherServicesHref: "/booking/",
        }}
      />,
    );
    const links = [...html.matchAll(/<a class="time"[^>]*>(.*?)<\/a>/g)].map(([, link]) =>
      link?.replaceAll(/<[^>]*>/g, ""),
    );
    expect(links).toEqual([
      "11:00, 1 декабря, вторник",
      "12:00, 1 декабря, вторник",
      "11:00, 2 декабря, среда",
      "12:00, 2 декабря, среда",
    ]);
  });
});
