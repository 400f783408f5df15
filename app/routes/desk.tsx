import { isRouteErrorResponse, Outlet, useRouteError, useRouteLoaderData } from "react-router";
import { deskDoor, deskGuard, requireOperator } from "#app/http/desk.server.ts";
import stylesheet from "#app/ui/desk/desk.css?url";
import { DeskFrame } from "#app/ui/desk/desk-frame.tsx";
import { DeskProblem } from "#app/ui/desk/desk-problem.tsx";
import type { Route } from "./+types/desk";

export const middleware: Route.MiddlewareFunction[] = [deskDoor, deskGuard];

export const handle = { hydrate: true };

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  return { operator: await requireOperator(args) };
}

export default function Desk({ loaderData: { operator } }: Route.ComponentProps) {
  return (
    <DeskFrame operator={operator}>
      <Outlet />
    </DeskFrame>
  );
}

/** The frame stays around what went wrong, with every way onwards. */
export function ErrorBoundary() {
  const error = useRouteError();
  const loaded = useRouteLoaderData<typeof loader>("routes/desk");
  return (
    <DeskFrame operator={loaded?.operator ?? null}>
      <DeskProblem status={isRouteErrorResponse(error) ? error.status : 500} />
    </DeskFrame>
  );
}
