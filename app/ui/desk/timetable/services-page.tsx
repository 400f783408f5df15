import { Link } from "react-router";
import { addresses } from "#app/addresses.ts";
import { servicesCopy as words } from "#app/copy/desk-services.ts";
import { dotted } from "#app/copy/no-breaks.ts";
import { copy, minutes } from "#app/copy/ru.ts";
import type { KeptService } from "#app/domain/timetable/availability.ts";
import { Answer } from "#app/ui/desk/answer.tsx";
import { Badge } from "#app/ui/desk/badge.tsx";
import { DeskHeading } from "#app/ui/desk/heading.tsx";
import { EmptyState } from "#app/ui/desk/notice.tsx";
import { Cell, Table } from "#app/ui/desk/table.tsx";

export type ServiceDone = keyof typeof words.done;

type ListedService = KeptService & { waiting: number };
type ServicesPageProps = {
  services: ListedService[];
  waitingCounted: number;
  /** One line for each service with slots that are too short for it. */
  shortSlots: string[];
  /** One line for each archived service with hours to come, and where they are changed. */
  archivedSlots: { line: string; href: string }[];
  mayChange: boolean;
  done: ServiceDone | null;
};

export function ServicesPage({
  services,
  waitingCounted,
  shortSlots,
  archivedSlots,
  mayChange,
  done,
}: ServicesPageProps) {
  const active = services.filter(({ status }) => status === "active");
  const archived = services.filter(({ status }) => status === "archived");
  return (
    <>
      <DeskHeading title={words.title} lead={words.lead}>
        {mayChange ? (
          <Link className="button inline" to={addresses.desk.newService()}>
            {words.add}
          </Link>
        ) : null}
      </DeskHeading>
      {done ? <Answer>{words.done[done]}</Answer> : null}
      {archivedSlots.length > 0 ? (
        <section className="card" aria-labelledby="of-archived">
          <h2 id="of-archived">{words.archivedSlots.title}</h2>
          <p>{words.archivedSlots.lead}</p>
          <ul>
            {archivedSlots.map(({ line, href }) => (
              <li key={line}>
                {line}{" "}
                <Link className="target" to={href}>
                  {words.archivedSlots.toTime}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {shortSlots.length > 0 ? (
        <section className="card" aria-labelledby="too-short">
          <h2 id="too-short">{words.tooShort.title}</h2>
          <p>{words.tooShort.lead}</p>
          <ul>
            {shortSlots.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ) : null}
      {mayChange ? null : <p className="soft">{words.ownerOnly}</p>}
      {active.length > 0 ? (
        <ServiceTable services={active} caption={words.title} {...{ waitingCounted, mayChange }} />
      ) : (
        <EmptyState>{words.empty}</EmptyState>
      )}
      {archived.length > 0 ? (
        <section>
          <h2>{words.archived}</h2>
          <p className="soft">{words.archivedLead}</p>
          <ServiceTable services={archived} caption={words.archived} {...{ waitingCounted, mayChange }} />
        </section>
      ) : null}
    </>
  );
}

type ServiceTableProps = Pick<ServicesPageProps, "services" | "waitingCounted" | "mayChange"> & { caption: string };

function ServiceTable({ services, caption, waitingCounted, mayChange }: ServiceTableProps) {
  const { service, waitlist, waiting, booking, links } = words.columns;
  return (
    <Table caption={caption} columns={[service, waitlist, waiting, booking, links]}>
      {services.map((each) => (
        <tr key={each.id}>
          <Cell column={service}>
            <strong>{each.title}</strong>
            <br />
            <span className="soft">{dotted(copy.formats[each.format], minutes(each.durationMinutes), each.slug)}</span>
          </Cell>
          <Cell column={waitlist}>
            <Badge tone={each.waitlistOpen ? "good" : "neutral"}>
              {each.waitlistOpen ? words.waitlist.open : words.waitlist.paused}
            </Badge>
          </Cell>
          <Cell column={waiting}>{words.waiting(each.waiting, waitingCounted)}</Cell>
          <Cell column={booking}>{each.bookingUrl === null ? words.noBookingUrl : new URL(each.bookingUrl).host}</Cell>
          <Cell column={links}>
            <span className="row">
              {mayChange ? (
                <Link className="target" to={addresses.desk.service(each.id)} aria-label={words.editNamed(each.title)}>
                  {words.edit}
                </Link>
              ) : null}{" "}
              {each.status === "active" ? (
                <a className="target" href={addresses.noSlots({ service_slug: each.slug })}>
                  {words.publicPage}
                </a>
              ) : null}
            </span>
          </Cell>
        </tr>
      ))}
    </Table>
  );
}
