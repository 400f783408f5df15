import { redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { deskDoor } from "#app/http/desk/desk.server.ts";
import { deskTokenOf, signedOutHeaders } from "#app/http/desk/desk-cookie.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import type { Route } from "./+types/desk_.sign-out";

/** Without the sign-in check: signing out after the session ended needs no new sign-in. */
export const middleware: Route.MiddlewareFunction[] = deskDoor;

/** No page: the button is on every page of the desk. */
export function loader() {
  return redirect(addresses.desk.list());
}

export async function action({ request, context }: Route.ActionArgs) {
  const app = context.get(appContext);
  const { publicOrigin } = app.config;
  const token = await deskTokenOf(request, publicOrigin);
  if (token !== null) await orServiceUnavailable(app.signOut.execute({ token }));
  return redirect(addresses.desk.signIn(), { headers: await signedOutHeaders(publicOrigin) });
}
