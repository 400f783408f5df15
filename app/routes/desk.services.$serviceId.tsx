import { data, redirect } from "react-router";
import type { z } from "zod";
import { addresses } from "#app/addresses.ts";
import type { ServiceChange } from "#app/application/timetable/change-service.ts";
import { appContext } from "#app/context.ts";
import { servicesCopy } from "#app/copy/desk-services.ts";
import { draftOf, serviceForm } from "#app/forms/timetable/service-form.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { uuidParam } from "#app/http/uuid-param.ts";
import { ServiceFormPage } from "#app/ui/desk/timetable/service-form.tsx";
import stylesheet from "#app/ui/desk/timetable/time.css?url";
import { wordsOfAct } from "#app/views/people/act-words.ts";
import type { Route } from "./+types/desk.services.$serviceId";

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  await requireOperator(args, "change_services");
  const { services } = await orServiceUnavailable(args.context.get(appContext).getServices.execute());
  const service = services.find(({ id }) => id === args.params.serviceId);
  if (!service) throw data(null, { status: 404 });
  return { service };
}

const DONE = { save: "saved", archive: "archived", restore: "restored" } as const;

export async function action(args: Route.ActionArgs) {
  const operator = await requireOperator(args, "change_services");
  const submission = await readDeskForm(args, serviceForm);
  if (submission.status !== "success") {
    return data({ lastResult: submission.reply(), now: null, by: null }, { status: 400 });
  }
  const { intent, version: seenVersion } = submission.value;
  const serviceId = uuidParam(args.params.serviceId);
  const change = changeOf(submission.value);
  const { changeService } = args.context.get(appContext);
  const outcome = await orServiceUnavailable(
    changeService.execute({ operatorId: operator.id, serviceId, seenVersion, change }),
  );
  switch (outcome.status) {
    case "unknown-service":
      throw data(null, { status: 404 });
    case "changed-meanwhile": {
      const lastResult = submission.reply({ formErrors: [servicesCopy.errors.meanwhile] });
      const by = outcome.by && wordsOfAct(outcome.by, outcome.timeZone, operator);
      return data({ lastResult, now: outcome.service, by }, { status: 409 });
    }
    case "changed":
      return redirect(addresses.desk.services({ done: DONE[intent] }), 303);
  }
}

function changeOf(value: z.output<typeof serviceForm>): ServiceChange {
  switch (value.intent) {
    case "save":
      return { to: "edited", draft: draftOf(value) };
    case "archive":
      return { to: "archived" };
    case "restore":
      return { to: "active" };
  }
}

export default function EditService({ loaderData, actionData }: Route.ComponentProps) {
  const { now = null, by = null, lastResult } = actionData ?? {};
  return <ServiceFormPage {...loaderData} now={now} by={by} lastResult={lastResult} />;
}
