import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { offerRulesCopy } from "#app/copy/offer-rules.ts";
import { offerRulesForm, rulesOf } from "#app/forms/offers/rules-form.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import stylesheet from "#app/ui/desk/offers/offers.css?url";
import { OfferRulesPage } from "#app/ui/desk/offers/rules-page.tsx";
import { offerRulesView } from "#app/views/offers/rules-view.ts";
import { wordsOfAct } from "#app/views/people/act-words.ts";
import type { Route } from "./+types/desk.offers.rules";

const words = offerRulesCopy;

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  await requireOperator(args, "change_settings");
  const record = await orServiceUnavailable(args.context.get(appContext).getOfferRules.execute());
  return { view: offerRulesView(record), done: doneOf(args.url, words.done) };
}

export async function action(args: Route.ActionArgs) {
  const operator = await requireOperator(args, "change_settings");
  const submission = await readDeskForm(args, offerRulesForm);
  if (submission.status !== "success") return data({ lastResult: submission.reply(), told: null }, { status: 400 });
  const { value } = submission;
  const { changeOfferRules } = args.context.get(appContext);
  const command = { operatorId: operator.id, settings: rulesOf(value), seen: value.seen };
  const outcome = await orServiceUnavailable(changeOfferRules.execute(command));
  switch (outcome.status) {
    case "changed":
      return redirect(addresses.desk.offerRules({ done: "saved" }), 303);
    case "unchanged":
      return data({ lastResult: undefined, told: words.unchanged });
    case "changed-meanwhile": {
      const by = outcome.by ? [wordsOfAct(outcome.by, outcome.timeZone, operator)] : [];
      const formErrors = [[words.errors.meanwhile, ...by].join(" ")];
      return data({ lastResult: submission.reply({ formErrors }), told: null }, { status: 409 });
    }
  }
}

export default function OfferRules({ loaderData, actionData }: Route.ComponentProps) {
  const { lastResult, told = null } = actionData ?? {};
  return (
    <OfferRulesPage
      view={loaderData.view}
      done={actionData ? null : loaderData.done}
      told={told}
      lastResult={lastResult}
    />
  );
}
