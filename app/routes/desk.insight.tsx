import { data } from "react-router";
import { appContext } from "#app/context.ts";
import { requireOperator } from "#app/http/desk/desk.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import stylesheet from "#app/ui/desk/insight/insight.css?url";
import { InsightPage } from "#app/ui/desk/insight/insight-page.tsx";
import { insightView } from "#app/views/insight/insight-view.ts";
import type { Route } from "./+types/desk.insight";

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  await requireOperator(args, "see_insight");
  const query = args.url.searchParams;
  const { getInsight, droppedMarks } = args.context.get(appContext);
  const insight = await orServiceUnavailable(getInsight.execute({ from: query.get("from"), to: query.get("to") }));
  const { problem } = insight;
  return data(
    { view: insightView(insight), problem, droppedMarks: droppedMarks.count },
    { status: problem ? 400 : 200 },
  );
}

export default function InsightRoute({ loaderData: { view, problem, droppedMarks } }: Route.ComponentProps) {
  return <InsightPage view={view} problem={problem} droppedMarks={droppedMarks} />;
}
