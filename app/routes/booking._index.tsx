import { data } from "react-router";
import { appContext } from "#app/context.ts";
import { availabilityOf } from "#app/domain/timetable/availability.ts";
import { fitForFastLane } from "#app/http/lane/fast-lane-loader.server.ts";
import { onward } from "#app/http/onward.ts";
import { Head } from "#app/ui/head.tsx";
import { BookingPage } from "#app/ui/timetable/booking-page.tsx";
import { dayLabel } from "#app/views/dates.ts";
import type { Route } from "./+types/booking._index";

export const loader = fitForFastLane(async ({ url, context }) => {
  const { timetable, clock, config } = context.get(appContext);
  const reading = await timetable.read();
  const known = reading.status === "read" ? reading.timetable : reading.last;
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
      href: onward(next ? "/booking/slot/" : "/booking/no-slots/", url, { service_slug: service.slug }),
    };
  });
  return data({ services, readable: known !== null, origin: config.publicOrigin }, { status: known ? 200 : 503 });
});

export default function Booking({ loaderData: { services, readable, origin } }: Route.ComponentProps) {
  return (
    <>
      <Head page="booking" path="/booking/" origin={origin} />
      <BookingPage services={services} readable={readable} />
    </>
  );
}
