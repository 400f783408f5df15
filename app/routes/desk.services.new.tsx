import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { servicesCopy } from "#app/copy/desk-services.ts";
import { draftOf, newServiceForm } from "#app/forms/timetable/service-form.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { ServiceFormPage } from "#app/ui/desk/timetable/service-form.tsx";
import stylesheet from "#app/ui/desk/timetable/time.css?url";
import type { Route } from "./+types/desk.services.new";

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  await requireOperator(args, "change_services");
  return null;
}

export async function action(args: Route.ActionArgs) {
  const operator = await requireOperator(args, "change_services");
  const submission = await readDeskForm(args, newServiceForm);
  if (submission.status !== "success") return data({ lastResult: submission.reply() }, { status: 400 });
  const draft = { ...draftOf(submission.value), slug: submission.value.slug };
  const { createService } = args.context.get(appContext);
  const outcome = await orServiceUnavailable(createService.execute({ operatorId: operator.id, draft }));
  switch (outcome.status) {
    case "slug-taken": {
      const lastResult = submission.reply({ fieldErrors: { slug: [servicesCopy.errors.slug.taken] } });
      return data({ lastResult }, { status: 409 });
    }
    case "created":
      return redirect(addresses.desk.services({ done: "created" }), 303);
  }
}

export default function NewService({ actionData }: Route.ComponentProps) {
  return <ServiceFormPage service={null} now={null} by={null} lastResult={actionData?.lastResult} />;
}
