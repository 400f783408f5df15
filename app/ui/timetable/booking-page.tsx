import { bookingCopy } from "#app/copy/booking.ts";
import { copy, minutes } from "#app/copy/ru.ts";
import type { ServiceFormat } from "#app/domain/timetable/availability.ts";
import { Page } from "#app/ui/page.tsx";
import { ReloadLink } from "#app/ui/reload-link.tsx";

type BookableService = {
  slug: string;
  title: string;
  format: ServiceFormat;
  durationMinutes: number;
  waitlistOpen: boolean;
  /** The day of the next free slot; `null` when there is none. */
  nextFreeDay: string | null | "unknown";
  href: string;
};

const words = bookingCopy.booking;

export function BookingPage({ services, readable }: { services: BookableService[]; readable: boolean }) {
  if (!readable) {
    return (
      <Page>
        <h1>{words.unreadable}</h1>
        <p className="lead">{words.unreadableLead}</p>
        <p>
          <ReloadLink />
        </p>
      </Page>
    );
  }
  return (
    <Page>
      <h1>{words.title}</h1>
      <p className="lead">{services.length > 0 ? words.lead : copy.service.empty}</p>
      <ul className="services" aria-label={words.services}>
        {services.map((service) => (
          <li className="card" key={service.slug}>
            <h2>
              <a href={service.href}>{service.title}</a>
            </h2>
            <p>{`${copy.formats[service.format]} · ${minutes(service.durationMinutes)}`}</p>
            <p className={freeDay(service) === null ? "when" : "when free"}>{whenFree(service)}</p>
          </li>
        ))}
      </ul>
      <p className="small">{copy.adultsOnly}</p>
    </Page>
  );
}

function freeDay({ nextFreeDay }: BookableService): string | null {
  return nextFreeDay === "unknown" ? null : nextFreeDay;
}

function whenFree(service: BookableService): string {
  const day = freeDay(service);
  if (day !== null) return words.nextFree(day);
  if (service.nextFreeDay === "unknown") return words.unknown;
  return service.waitlistOpen ? words.noWindows : words.noWindowsPaused;
}
