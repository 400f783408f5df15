import { data, redirect } from "react-router";
import { appContext } from "#app/context.ts";
import { type AvailabilitySlot, availabilityOf, type Service } from "#app/domain/timetable/availability.ts";
import { readUtm } from "#app/domain/visit.ts";
import { fitForFastLane } from "#app/http/lane/fast-lane-loader.server.ts";
import { onward } from "#app/http/onward.ts";
import { Head } from "#app/ui/head.tsx";
import { SlotsPage, type SlotsView } from "#app/ui/timetable/slots-page.tsx";
import { dayLabel, timeLabel, zoneLabel } from "#app/views/dates.ts";
import type { Route } from "./+types/booking.slot";

export const loader = fitForFastLane(async ({ url, context }) => {
  const { timetable, clock, config } = context.get(appContext);
  const slug = url.searchParams.get("service_slug");
  const reading = await timetable.read();
  const known = reading.status === "read" ? reading.timetable : reading.last;
  const show = (view: SlotsView, status: number) => data({ view, origin: config.publicOrigin }, { status });
  const otherServicesHref = onward("/booking/", url);
  if (!known) return show({ state: "unreadable", noSlotsHref: null, otherServicesHref }, 503);

  const service = known.services.find((each) => each.slug === slug);
  if (!service) {
    const services = known.services.map(({ slug, title }) => ({ slug, title }));
    return show(
      { state: "choose-service", unknown: slug !== null, services, carried: readUtm(url.searchParams) },
      slug === null ? 200 : 404,
    );
  }
  const noSlotsHref = onward("/booking/no-slots/", url, { service_slug: service.slug });
  const availability = availabilityOf(service, reading, clock());
  switch (availability.status) {
    case "none":
      return redirect(`/booking/no-slots/${url.search}`, 303);
    case "unknown":
      return show({ state: "unreadable", noSlotsHref, otherServicesHref }, 200);
    case "free": {
      const { timeZone } = known.practice;
      const concierge = config.telegramBot ? onward("/booking/telegram/", url, { service_slug: service.slug }) : null;
      return show(
        {
          state: "free",
          serviceTitle: service.title,
          timeZoneLabel: zoneLabel(timeZone, clock()),
          days: byDay(service, availability.slots, timeZone, concierge ?? noSlotsHref),
          noSlotsHref,
          otherServicesHref,
        },
        200,
      );
    }
  }
});

/** A free slot leads to the service's own booking address, or to the concierge where none is set. */
function byDay(service: Service, slots: AvailabilitySlot[], timeZone: string, elsewise: string) {
  const days = new Map<string, { time: string; href: string; external: boolean }[]>();
  for (const slot of slots) {
    const label = dayLabel(slot.startsAt, timeZone);
    const entry = {
      time: timeLabel(slot.startsAt, timeZone),
      href: service.bookingUrl ?? elsewise,
      external: service.bookingUrl !== null || elsewise.startsWith("/booking/telegram/"),
    };
    days.set(label, [...(days.get(label) ?? []), entry]);
  }
  return [...days].map(([label, times]) => ({ label, slots: times }));
}

export default function Slot({ loaderData: { view, origin } }: Route.ComponentProps) {
  return (
    <>
      <Head page="slots" path="/booking/slot/" origin={origin} />
      <SlotsPage view={view} />
    </>
  );
}
