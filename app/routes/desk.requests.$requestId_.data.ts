import { data, redirect } from "react-router";
import { appContext } from "#app/context.ts";
import { askBeforeFile } from "#app/http/desk/code-again.server.ts";
import { requireOperator } from "#app/http/desk/desk.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { uuidParam } from "#app/http/uuid-param.ts";
import type { Route } from "./+types/desk.requests.$requestId_.data";

/** A GET returns no data. */
export function loader({ params, url }: Route.LoaderArgs) {
  return redirect(`/desk/requests/${uuidParam(params.requestId)}/${url.search}`, 303);
}

/** Everything stored about a person, as a file. */
export async function action(args: Route.ActionArgs) {
  const { id: operatorId } = await requireOperator(args, "export", askBeforeFile);
  const requestId = uuidParam(args.params.requestId);
  const { desk, logger } = args.context.get(appContext);
  const outcome = await orServiceUnavailable(desk.export.execute({ requestId, operatorId }));
  switch (outcome.status) {
    case "exported":
      return Response.json(outcome.data, {
        headers: { "Content-Disposition": 'attachment; filename="person.json"' },
      });
    case "unknown":
      throw data(null, { status: 404 });
    case "undecryptable":
      logger.warn("contact does not decrypt", { row: `waitlist_requests/${requestId}` });
      return redirect(`/desk/requests/${requestId}/?failed=export`, 303);
  }
}
