import type { ShortSlot } from "#app/application/ports/timetable.ts";
import { appContext } from "#app/context.ts";
import { servicesCopy } from "#app/copy/desk-services.ts";
import { minutes } from "#app/copy/ru.ts";
import { may } from "#app/domain/team/operator.ts";
import { requireOperator } from "#app/http/desk/desk.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { ServicesPage } from "#app/ui/desk/timetable/services-page.tsx";
import stylesheet from "#app/ui/desk/timetable/time.css?url";
import { momentLabel } from "#app/views/dates.ts";
import { timeHref } from "#app/views/timetable/asked-time.ts";
import type { Route } from "./+types/desk.services._index";

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_services");
  const app = args.context.get(appContext);
  const { services, waitingCounted, tooShort, ofArchived, timeZone } = await orServiceUnavailable(
    app.getServices.execute(),
  );
  const done = doneOf(args.url, servicesCopy.done);
  const timesOf = (slots: readonly ShortSlot[], id: string) =>
    slots
      .filter(({ serviceId }) => serviceId === id)
      .map(({ startsAt }) => momentLabel(startsAt, timeZone))
      .join("; ");
  const shortSlots = services.flatMap(({ id, title, durationMinutes }) => {
    const when = timesOf(tooShort, id);
    return when === "" ? [] : [servicesCopy.tooShort.of(title, minutes(durationMinutes), when)];
  });
  const archivedSlots = services.flatMap(({ id, title, slug }) => {
    const when = timesOf(ofArchived, id);
    const href = timeHref({ span: "week", serviceSlug: slug }, null);
    return when === "" ? [] : [{ line: servicesCopy.archivedSlots.of(title, when), href }];
  });
  return { services, waitingCounted, shortSlots, archivedSlots, mayChange: may(operator, "change_services"), done };
}

export default function Services({ loaderData }: Route.ComponentProps) {
  return <ServicesPage {...loaderData} />;
}
