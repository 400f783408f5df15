import { bookingCopy } from "#app/copy/booking.ts";
import { dotted } from "#app/copy/no-breaks.ts";
import { copy, minutes } from "#app/copy/ru.ts";
import type { ServiceFormat } from "#app/domain/timetable/availability.ts";
import { Page } from "#app/ui/page.tsx";
import { ReloadLink } from "#app/ui/reload-link.tsx";
import { Away } from "./away.tsx";

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

/** `servicesHref`: this page's own address, with the campaign. */
type BookingPageProps = {
  services: BookableService[];
  away: string | null;
  readable: boolean;
  servicesHref: string;
};

export function BookingPage({ services, away, readable, servicesHref }: BookingPageProps) {
  if (!readable) {
    return (
      <Page servicesHref={servicesHref}>
        <h1>{words.unreadable}</h1>
        <p className="lead">{words.unreadableLead}</p>
        <p>
          <ReloadLink />
        </p>
      </Page>
    );
  }
  return (
    <Page servicesHref={servicesHref}>
      <h1>{words.title}</h1>
      <p className="lead">{leadOf(services)}</p>
      <Away words={away} />
      <ul className="services" aria-label={words.services}>
        {services.map((service) => (
          <li className="card" key={service.slug}>
            <h2>
              <a href={service.href}>{service.title}</a>
            </h2>
            <p>{dotted(copy.formats[service.format], minutes(service.durationMinutes))}</p>
            <p className={freeDay(service) === null ? "when" : "when free"}>{whenFree(service)}</p>
          </li>
        ))}
      </ul>
      <p className="small">{copy.adultsOnly}</p>
    </Page>
  );
}

function leadOf(services: BookableService[]): string {
  if (services.length === 0) return copy.service.empty;
  return services.every(({ nextFreeDay }) => nextFreeDay === "unknown") ? words.unknownLead : words.lead;
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
