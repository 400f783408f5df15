import { appContext } from "#app/context.ts";
import { requireOperator } from "#app/http/desk/desk.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { HealthPage } from "#app/ui/desk/insight/health-page.tsx";
import stylesheet from "#app/ui/desk/timetable/time.css?url";
import { healthView } from "#app/views/insight/health-view.ts";
import type { Route } from "./+types/desk.faults";

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  await requireOperator(args, "see_faults");
  const page = await orServiceUnavailable(args.context.get(appContext).getHealth.execute());
  return { view: healthView(page) };
}

export default function Faults({ loaderData: { view } }: Route.ComponentProps) {
  return <HealthPage view={view} />;
}
