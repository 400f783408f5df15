import { data } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { bookingCopy } from "#app/copy/booking.ts";
import { availabilityOf } from "#app/domain/timetable/availability.ts";
import { readUtm } from "#app/domain/visit.ts";
import { fitForFastLane } from "#app/http/lane/fast-lane-loader.server.ts";
import { Head } from "#app/ui/head.tsx";
import { BookingPage } from "#app/ui/timetable/booking-page.tsx";
import { dayLabel } from "#app/views/dates.ts";
import { todayWords } from "#app/views/timetable/today.ts";
import type { Route } from "./+types/booking._index";

export const loader = fitForFastLane(async ({ url, context }) => {
  const { timetable, clock, config } = context.get(appContext);
  const reading = await timetable.read();
  const known = reading.status === "read" ? reading.timetable : reading.last;
  const utm = readUtm(url.searchParams, config.utmMarks);
  const services = (known?.services ?? []).map((service) => {
    const availability = availabilityOf(service, reading, clock());
    const [next] = availability.status === "free" ? availability.slots : [];
    const nextFreeDay = next && known ? dayLabel(next.startsAt, known.practice.timeZone) : null;
    return {
      slug: service.slug,
      title: service.title,
      format: service.format,
      durationMinutes: service.durationMinutes,
      waitlistOpen: service.waitlistOpen,
      nextFreeDay: availability.status === "unknown" ? ("unknown" as const) : nextFreeDay,
      href: (next ? addresses.slots : addresses.noSlots)({ service_slug: service.slug, ...utm }),
    };
  });
  const servicesHref = addresses.booking(utm);
  const away = known && todayWords(known.practice, clock()).away;
  const shown = { services, away, readable: known !== null, servicesHref };
  return data({ ...shown, origin: config.publicOrigin }, { status: known ? 200 : 503 });
});

export default function Booking({
  loaderData: { services, away, readable, servicesHref, origin },
}: Route.ComponentProps) {
  return (
    <>
      <Head
        page="booking"
        path={addresses.booking()}
        origin={origin}
        title={readable ? undefined : bookingCopy.booking.unreadable}
      />
      <BookingPage services={services} away={away} readable={readable} servicesHref={servicesHref} />
    </>
  );
}
