import { data, redirect } from "react-router";
import { appContext } from "#app/context.ts";
import { settingsCopy } from "#app/copy/desk-door.ts";
import { settingsForm } from "#app/forms/desk-door-form.ts";
import { readDeskForm, requireOperator } from "#app/http/desk.server.ts";
import { noDeskCookie } from "#app/http/desk-cookie.server.ts";
import { doneOf } from "#app/http/desk-done.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { SettingsPage } from "#app/ui/desk/settings-page.tsx";
import type { Route } from "./+types/desk.settings";

const PAGE = "/desk/settings/";

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_settings");
  const settings = await orServiceUnavailable(args.context.get(appContext).getSettings.execute(operator));
  return { ...settings, operator, done: doneOf(args.url, settingsCopy.done) };
}

export async function action(args: Route.ActionArgs) {
  const { context } = args;
  const app = context.get(appContext);
  const submission = await readDeskForm(args, settingsForm);
  if (submission.status !== "success") {
    await requireOperator(args, "see_settings");
    return data({ lastResult: submission.reply(), invitation: null }, { status: 400 });
  }
  const { value } = submission;
  const done = (what: keyof typeof settingsCopy.done) => redirect(`${PAGE}?done=${what}`, 303);
  switch (value.intent) {
    case "promise": {
      const { id } = await requireOperator(args, "change_settings");
      const command = { operatorId: id, workingDays: value.working_days };
      const changed = await orServiceUnavailable(app.changePromise.execute(command));
      return done(changed ? "promise" : "unchanged");
    }
    case "everywhere": {
      const { id } = await requireOperator(args);
      await orServiceUnavailable(app.signOutEverywhere.execute({ operatorId: id }));
      const headers = { "Set-Cookie": await noDeskCookie(app.config.publicOrigin) };
      return redirect("/desk/sign-in/", { status: 303, headers });
    }
    case "invite": {
      const { id } = await requireOperator(args, "manage_team");
      const { email, role } = value;
      const { token } = await orServiceUnavailable(app.inviteOperator.execute({ email, role, by: id }));
      return data({ lastResult: undefined, invitation: `${app.config.publicOrigin}/desk/invite/${token}/` });
    }
    case "role":
    case "disable": {
      const { id } = await requireOperator(args, "manage_team");
      const change =
        value.intent === "role" ? ({ to: "role", role: value.role } as const) : ({ to: "disabled" } as const);
      const command = { operatorId: id, colleagueId: value.operator_id, change };
      const outcome = await orServiceUnavailable(app.changeOperator.execute(command));
      switch (outcome.status) {
        case "changed":
          return done(value.intent === "role" ? "role" : "disabled");
        case "unchanged":
          return done("unchanged");
        case "unknown":
        case "last-owner": {
          const words = outcome.status === "unknown" ? settingsCopy.team.unknown : settingsCopy.team.lastOwner;
          return data({ lastResult: submission.reply({ formErrors: [words] }), invitation: null }, { status: 409 });
        }
      }
    }
  }
}

export default function Settings({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <SettingsPage {...loaderData} lastResult={actionData?.lastResult} invitation={actionData?.invitation ?? null} />
  );
}
