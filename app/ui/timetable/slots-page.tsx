import { bookingCopy } from "#app/copy/booking.ts";
import { copy } from "#app/copy/ru.ts";
import { Page } from "#app/ui/page.tsx";
import { ReloadLink } from "#app/ui/reload-link.tsx";
import type { ServiceChoiceProps } from "#app/views/waitlist/no-slots-view.ts";
import { Away } from "./away.tsx";
import { ServiceChoice } from "./service-choice.tsx";

type FreeDays = {
  state: "free";
  serviceTitle: string;
  timeZoneLabel: string;
  away: string | null;
  days: { label: string; slots: { time: string; href: string; external: boolean }[] }[];
  noSlotsHref: string;
  otherServicesHref: string;
};

/** `unreadable`: the timetable could not be read; the waitlist is still offered where the service is known. */
export type SlotsView =
  | FreeDays
  | ({ state: "choose-service"; otherServicesHref: string } & ServiceChoiceProps)
  | { state: "unreadable"; noSlotsHref: string | null; otherServicesHref: string };

const words = bookingCopy.slots;

export function SlotsPage({ view }: { view: SlotsView }) {
  switch (view.state) {
    case "choose-service":
      return (
        <Page servicesHref={view.otherServicesHref}>
          <h1>{copy.noSlots.titles.choose}</h1>
          <p className="lead">{copy.noSlots.chooseLead}</p>
          <ServiceChoice {...view} />
        </Page>
      );
    case "unreadable":
      return (
        <Page servicesHref={view.otherServicesHref}>
          <h1>{words.unreadable}</h1>
          <p className="lead">{words.unreadableLead}</p>
          {view.noSlotsHref === null ? null : <p>{words.waitlistWorks}</p>}
          <p className="actions">
            {view.noSlotsHref === null ? null : (
              <a className="button inline" href={view.noSlotsHref}>
                {words.toWaitlist}
              </a>
            )}{" "}
            <ReloadLink quiet />
          </p>
          <p className="onward">
            <a href={view.otherServicesHref}>{words.otherServices}</a>
          </p>
        </Page>
      );
    case "free":
      return <FreeWindows {...view} />;
  }
}

function FreeWindows({ serviceTitle, timeZoneLabel, away, days, noSlotsHref, otherServicesHref }: FreeDays) {
  const leavesTab = days.some(({ slots }) => slots.some(({ external }) => external));
  return (
    <Page servicesHref={otherServicesHref}>
      <h1>{words.title}</h1>
      <p className="lead">{serviceTitle}</p>
      <Away words={away} />
      <p className="small">
        {timeZoneLabel} {leavesTab ? words.newTab : null}
      </p>
      {days.map(({ label, slots }) => (
        <section className="day" key={label}>
          <h2>{label}</h2>
          <ul>
            {slots.map(({ time, href, external }) => (
              <li key={time}>
                <a className="time" href={href} {...(external ? { target: "_blank", rel: "noopener" } : {})}>
                  {time}
                  <span className="hidden">, {label}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <p className="actions">
        <a className="button quiet inline" href={noSlotsHref}>
          {words.noneSuits}
        </a>{" "}
        <a href={otherServicesHref}>{words.otherServices}</a>
      </p>
      <p className="small">{copy.adultsOnly}</p>
    </Page>
  );
}
