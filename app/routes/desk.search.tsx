import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { searchForm } from "#app/forms/people/desk-people.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import stylesheet from "#app/ui/desk/people/people.css?url";
import { SearchPage } from "#app/ui/desk/people/search-form.tsx";
import type { Route } from "./+types/desk.search";

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  await requireOperator(args, "see_requests");
  return null;
}

/** By POST: a contact in an address would stay in logs and histories. */
export async function action(args: Route.ActionArgs) {
  const operator = await requireOperator(args, "see_requests");
  const submission = await readDeskForm(args, searchForm);
  if (submission.status !== "success") return data({ lastResult: submission.reply() }, { status: 400 });
  const app = args.context.get(appContext);
  const command = { contact: submission.value.contact, operatorId: operator.id };
  const found = await orServiceUnavailable(app.findByContact.execute(command));
  if (found.status === "found") return redirect(addresses.desk.person(found.requestId), 303);
  if (found.status === "called") return redirect(addresses.desk.callers({ done: "found" }), 303);
  return data(
    { lastResult: submission.reply({ fieldErrors: { contact: [peopleCopy.list.nobody] } }) },
    { status: 404 },
  );
}

export default function Search({ actionData }: Route.ComponentProps) {
  return <SearchPage lastResult={actionData?.lastResult} />;
}
