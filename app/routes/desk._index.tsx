import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { appContext } from "#app/context.ts";
import { knownMethodsFor } from "#app/domain/contact/contact.ts";
import { listQuery } from "#app/forms/people/desk-people.ts";
import { requireOperator } from "#app/http/desk/desk.server.ts";
import { flatFields } from "#app/http/read-form.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import stylesheet from "#app/ui/desk/people/people.css?url";
import { RequestListPage } from "#app/ui/desk/people/request-list.tsx";
import { listCommand, listView } from "#app/views/people/desk-list-view.ts";
import type { Route } from "./+types/desk._index";

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

/** An unparsable address is reported and nothing is listed: a wrong list would look like a right one. */
export async function loader(args: Route.LoaderArgs) {
  await requireOperator(args, "see_requests");
  const app = args.context.get(appContext);
  const asked = parseWithZod(flatFields(args.url.searchParams), { schema: listQuery });
  const problems = asked.status === "success" ? [] : Object.values(asked.error ?? {}).flatMap((each) => each ?? []);
  const understood = asked.status === "success" ? asked.value : {};
  const page = await orServiceUnavailable(app.listRequests.execute(listCommand(understood)));
  const shown = problems.length === 0 ? page : { ...page, status: "listed" as const, requests: [], next: null };
  const methods = knownMethodsFor(app.config.messengers);
  const view = { ...listView(shown, args.url, understood, problems), methods };
  return data(view, { status: view.problems.length === 0 ? 200 : 400 });
}

export default function Requests({ loaderData }: Route.ComponentProps) {
  return <RequestListPage {...loaderData} />;
}
