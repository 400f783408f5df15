import { redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { askBeforeFile } from "#app/http/desk/code-again.server.ts";
import { requireOperator } from "#app/http/desk/desk.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { peopleCsv } from "#app/views/people/people-csv.server.ts";
import type { Route } from "./+types/desk.people";

/** A GET returns no data. */
export const loader = () => redirect(addresses.desk.list(), 303);

/** Everybody on the list with their contacts, as a file. A POST, since the audit log records it. */
export async function action(args: Route.ActionArgs) {
  const { id: operatorId } = await requireOperator(args, "export", askBeforeFile);
  const exported = await orServiceUnavailable(args.context.get(appContext).exportPeople.execute({ operatorId }));
  return new Response(peopleCsv(exported), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="people.csv"',
    },
  });
}
