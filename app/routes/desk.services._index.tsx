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
import type { Route } from "./+types/desk.services._index";

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_services");
  const app = args.context.get(appContext);
  const { services, waitingCounted, tooShort, timeZone } = await orServiceUnavailable(app.getServices.execute());
  const done = doneOf(args.url, servicesCopy.done);
  const shortSlots = services.flatMap(({ id, title, durationMinutes }) => {
    const times = tooShort.filter(({ serviceId }) => serviceId === id);
    const when = times.map(({ startsAt }) => momentLabel(startsAt, timeZone)).join("; ");
    return when === "" ? [] : [servicesCopy.tooShort.of(title, minutes(durationMinutes), when)];
  });
  return { services, waitingCounted, shortSlots, mayChange: may(operator, "change_services"), done };
}

export default function Services({ loaderData }: Route.ComponentProps) {
  return <ServicesPage {...loaderData} />;
}
