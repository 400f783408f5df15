import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { askBeforeFile } from "#app/http/desk/code-again.server.ts";
import { requireOperator } from "#app/http/desk/desk.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { uuidParam } from "#app/http/uuid-param.ts";
import type { Route } from "./+types/desk.requests.$requestId_.data";

/** A GET returns no data. */
export function loader({ params, url }: Route.LoaderArgs) {
  return redirect(`${addresses.desk.person(uuidParam(params.requestId))}${url.search}`, 303);
}

/** Everything stored about a person, as a file. */
export async function action(args: Route.ActionArgs) {
  const { id: operatorId } = await requireOperator(args, "export", askBeforeFile);
  const requestId = uuidParam(args.params.requestId);
  const app = args.context.get(appContext);
  const outcome = await orServiceUnavailable(app.exportPerson.execute({ requestId, operatorId }));
  switch (outcome.status) {
    case "exported":
      return Response.json(outcome.data, {
        headers: { "Content-Disposition": 'attachment; filename="person.json"' },
      });
    case "unknown":
      throw data(null, { status: 404 });
    case "undecryptable":
      app.logger.warn("contact does not decrypt", { row: `waitlist_requests/${requestId}` });
      return redirect(addresses.desk.person(requestId, { failed: "export" }), 303);
  }
}
