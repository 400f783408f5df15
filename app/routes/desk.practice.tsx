import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { aboutCopy } from "#app/copy/practice.ts";
import { aboutForm, aboutOf } from "#app/forms/practice/about-form.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { AboutPage } from "#app/ui/desk/practice/about-page.tsx";
import { wordsOfAct } from "#app/views/people/act-words.ts";
import { aboutView } from "#app/views/practice/about-view.ts";
import type { Route } from "./+types/desk.practice";

export async function loader(args: Route.LoaderArgs) {
  await requireOperator(args, "change_settings");
  const about = await orServiceUnavailable(args.context.get(appContext).getAbout.execute());
  return { view: aboutView(about), done: doneOf(args.url, aboutCopy.done) };
}

export async function action(args: Route.ActionArgs) {
  const operator = await requireOperator(args, "change_settings");
  const submission = await readDeskForm(args, aboutForm);
  const none = { preview: null, told: null };
  if (submission.status !== "success") return data({ ...none, lastResult: submission.reply() }, { status: 400 });
  const about = aboutOf(submission.value);
  if (submission.value.intent === "preview") {
    return data({ ...none, lastResult: submission.reply(), preview: aboutView(about).shown });
  }
  const command = { operatorId: operator.id, about, seen: submission.value.seen };
  const outcome = await orServiceUnavailable(args.context.get(appContext).changeAbout.execute(command));
  switch (outcome.status) {
    case "changed":
      return redirect(addresses.desk.practice({ done: "saved" }), 303);
    case "unchanged":
      return data({ ...none, lastResult: undefined, told: aboutCopy.unchanged });
    case "changed-meanwhile": {
      const by = outcome.by ? [wordsOfAct(outcome.by, outcome.timeZone, operator)] : [];
      const formErrors = [[aboutCopy.errors.meanwhile, ...by].join(". ")];
      return data({ ...none, lastResult: submission.reply({ formErrors }) }, { status: 409 });
    }
  }
}

/** A form may be refused because of somebody else's change: what stands now is read again then too. */
export const shouldRevalidate = () => true;

export default function About({ loaderData, actionData }: Route.ComponentProps) {
  const { lastResult, preview = null, told = null } = actionData ?? {};
  return (
    <AboutPage
      view={loaderData.view}
      done={actionData ? null : loaderData.done}
      preview={preview}
      told={told}
      lastResult={lastResult}
    />
  );
}
