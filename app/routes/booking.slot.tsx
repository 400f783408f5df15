import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { bookingCopy } from "#app/copy/booking.ts";
import { type AvailabilitySlot, availabilityOf, type Service } from "#app/domain/timetable/availability.ts";
import { readUtm, type Utm } from "#app/domain/visit.ts";
import { askedSlug } from "#app/http/edge/closing-marks.ts";
import { fitForFastLane } from "#app/http/lane/fast-lane-loader.server.ts";
import { Head } from "#app/ui/head.tsx";
import { SlotsPage, type SlotsView } from "#app/ui/timetable/slots-page.tsx";
import { dayLabel, timeLabel, zoneLabel } from "#app/views/dates.ts";
import { todayWords } from "#app/views/timetable/today.ts";
import type { Route } from "./+types/booking.slot";

export const loader = fitForFastLane(async ({ url, context }) => {
  const { timetable, clock, config } = context.get(appContext);
  const slug = askedSlug(url.searchParams);
  const utm = readUtm(url.searchParams, config.utmMarks);
  const reading = await timetable.read();
  const known = reading.status === "read" ? reading.timetable : reading.last;
  const show = (view: SlotsView, status: number) => data({ view, origin: config.publicOrigin }, { status });
  const otherServicesHref = addresses.booking(utm);
  if (!known) return show({ state: "unreadable", noSlotsHref: null, otherServicesHref }, 503);

  const service = known.services.find((each) => each.slug === slug);
  if (!service) {
    const services = known.services.map(({ slug, title }) => ({
      title,
      href: addresses.slots({ service_slug: slug, ...utm }),
    }));
    return show(
      { state: "choose-service", unknown: slug !== null, services, otherServicesHref },
      slug === null ? 200 : 404,
    );
  }
  const noSlotsHref = addresses.noSlots({ service_slug: service.slug, ...utm });
  const availability = availabilityOf(service, reading, clock());
  switch (availability.status) {
    case "none":
      return redirect(`${addresses.noSlots()}${url.search}`, 303);
    case "unknown":
      return show({ state: "unreadable", noSlotsHref, otherServicesHref }, 200);
    case "free": {
      const { timeZone } = known.practice;
      return show(
        {
          state: "free",
          serviceTitle: service.title,
          timeZoneLabel: bookingCopy.slots.zone(timeZone, zoneLabel(timeZone, clock())),
          away: todayWords(known.practice, clock()).away,
          days: byDay(service, availability.slots, timeZone, utm),
          noSlotsHref,
          otherServicesHref,
        },
        200,
      );
    }
  }
});

/** A free slot leads to the service's own booking address, or to the page that asks for this hour. */
function byDay(service: Service, slots: AvailabilitySlot[], timeZone: string, utm: Utm) {
  const days = new Map<string, { time: string; href: string; external: boolean }[]>();
  for (const slot of slots) {
    const label = dayLabel(slot.startsAt, timeZone);
    const entry = {
      time: timeLabel(slot.startsAt, timeZone),
      href: service.bookingUrl ?? addresses.hour(slot.id, { service_slug: service.slug, ...utm }),
      external: service.bookingUrl !== null,
    };
    days.set(label, [...(days.get(label) ?? []), entry]);
  }
  return [...days].map(([label, times]) => ({ label, slots: times }));
}

export default function Slot({ loaderData: { view, origin } }: Route.ComponentProps) {
  return (
    <>
      <Head page="slots" path={addresses.slots()} origin={origin} />
      <SlotsPage view={view} />
    </>
  );
}
