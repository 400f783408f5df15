import { Outlet, useRouteLoaderData } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { deskDoor, deskGuard, leadToMeant, requireOperator } from "#app/http/desk/desk.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import stylesheet from "#app/ui/desk/desk.css?url";
import { DeskError } from "#app/ui/desk/desk-error.tsx";
import { DeskFrame } from "#app/ui/desk/desk-frame.tsx";
import { bannersOf } from "#app/views/insight/banners.ts";
import type { Route } from "./+types/desk";

export const middleware: Route.MiddlewareFunction[] = [...deskDoor, leadToMeant, deskGuard];

export const handle = { hydrate: true };

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args);
  const anew = args.url.pathname === addresses.desk.faults();
  const { getHealth, getOffersPage, getUndelivered } = args.context.get(appContext);
  const troubles = await getHealth.troubles({ anew });
  return {
    operator,
    troubles: troubles.count,
    banners: bannersOf(troubles),
    ...(await orServiceUnavailable(getUndelivered.count())),
    due: await orServiceUnavailable(getOffersPage.due()),
  };
}

export default function Desk({ loaderData }: Route.ComponentProps) {
  return (
    <DeskFrame {...loaderData}>
      <Outlet />
    </DeskFrame>
  );
}

/** The frame stays around an error, with all navigation. */
export function ErrorBoundary() {
  return <DeskError {...useRouteLoaderData<typeof loader>("routes/desk")} />;
}
