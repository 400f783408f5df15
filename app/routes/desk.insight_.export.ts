import { redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { requireOperator } from "#app/http/desk/desk.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { insightCsv } from "#app/views/insight/insight-csv.server.ts";
import type { Route } from "./+types/desk.insight_.export";

/** The page explains an invalid range in words. */
const toPage = ({ search }: URL) => redirect(`${addresses.desk.insight()}${search}`, 303);

export function loader({ url }: Route.LoaderArgs) {
  return toPage(url);
}

/** The numbers as a file. A POST, since the audit log records it. */
export async function action(args: Route.ActionArgs) {
  const { id: operatorId } = await requireOperator(args, "export_insight");
  const query = args.url.searchParams;
  const asked = { from: query.get("from"), to: query.get("to") };
  const { exportInsight } = args.context.get(appContext);
  const outcome = await orServiceUnavailable(exportInsight.execute({ operatorId, asked }));
  switch (outcome.status) {
    case "refused":
      return toPage(args.url);
    case "exported": {
      const { from, to } = outcome.insight.range;
      return new Response(insightCsv(outcome.insight), {
        headers: {
          "Content-Type": "text/csv; charset=utf-8",
          "Content-Disposition": `attachment; filename="insight-${from}-${to}.csv"`,
        },
      });
    }
  }
}
