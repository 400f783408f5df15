import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { undeliveredCopy } from "#app/copy/delivery.ts";
import { knownMethodsFor } from "#app/domain/contact/contact.ts";
import { may } from "#app/domain/team/operator.ts";
import { listQuery, toldForm } from "#app/forms/people/desk-people.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { qrCode } from "#app/http/desk/qr-code.server.ts";
import { flatFields } from "#app/http/read-form.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import stylesheet from "#app/ui/desk/people/people.css?url";
import { RequestListPage } from "#app/ui/desk/people/request-list.tsx";
import { listCommand, listView } from "#app/views/people/desk-list-view.ts";
import { undeliveredView } from "#app/views/people/undelivered-view.ts";
import { firstStepsView, sharedAddress } from "#app/views/practice/first-steps-view.ts";
import type { Route } from "./+types/desk._index";

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

/** An unparsable address is reported and nothing is listed: a wrong list would look like a right one. */
export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_requests");
  const app = args.context.get(appContext);
  const asked = parseWithZod(flatFields(args.url.searchParams), { schema: listQuery });
  const problems = asked.status === "success" ? [] : Object.values(asked.error ?? {}).flatMap((each) => each ?? []);
  const understood = asked.status === "success" ? asked.value : {};
  const page = await orServiceUnavailable(app.listRequests.execute(listCommand(understood)));
  const shown = problems.length === 0 ? page : { ...page, status: "listed" as const, requests: [], next: null };
  const methods = knownMethodsFor(app.config.messengers);
  const undelivered = undeliveredView(await orServiceUnavailable(app.getUndelivered.execute()));
  const listed = listView(shown, args.url, understood, problems);
  const isEmpty = args.url.search === "" && listed.requests.length === 0;
  const steps = isEmpty ? await orServiceUnavailable(app.getFirstSteps.execute(operator)) : null;
  const { publicOrigin: origin } = app.config;
  const view = {
    ...listed,
    firstSteps: steps && firstStepsView(steps, origin, qrCode(sharedAddress(origin))),
    methods,
    undelivered,
    mayWork: may(operator, "work_requests"),
    mayExport: may(operator, "export"),
    done: doneOf(args.url, undeliveredCopy.done),
  };
  return data(view, { status: view.problems.length === 0 ? 200 : 400 });
}

/** The button under what no channel delivered. */
export async function action(args: Route.ActionArgs) {
  const submission = await readDeskForm(args, toldForm);
  const operator = await requireOperator(args, "work_requests");
  if (submission.status !== "success") return data({ problem: undeliveredCopy.unreadable }, { status: 400 });
  const command = { operatorId: operator.id, deliveryId: submission.value.delivery };
  const { status } = await orServiceUnavailable(args.context.get(appContext).toldOtherwise.execute(command));
  if (status === "over") return data({ problem: undeliveredCopy.over }, { status: 409 });
  return redirect(addresses.desk.list({ done: "told" }), 303);
}

/** A refusal tells of somebody else's act: the page is read again then too. */
export const shouldRevalidate = () => true;

export default function Requests({ loaderData, actionData }: Route.ComponentProps) {
  return <RequestListPage {...loaderData} problem={actionData?.problem ?? null} />;
}
