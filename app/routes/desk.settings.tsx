import type { SubmissionResult } from "@conform-to/react";
import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import type { OperatorAct } from "#app/application/ports/team.ts";
import { appContext } from "#app/context.ts";
import { settingsCopy } from "#app/copy/desk-door.ts";
import type { Operator } from "#app/domain/team/operator.ts";
import { settingsForm } from "#app/forms/team/desk-door-form.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { SettingsPage } from "#app/ui/desk/team/settings-page.tsx";
import { zoneLabel } from "#app/views/dates.ts";
import { wordsOfAct } from "#app/views/people/act-words.ts";
import type { Route } from "./+types/desk.settings";

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_settings");
  const { getSettings, clock } = args.context.get(appContext);
  const settings = await orServiceUnavailable(getSettings.execute(operator));
  const zone = zoneLabel(settings.practice.timeZone, clock());
  return { ...settings, zone, operator, done: doneOf(args.url, settingsCopy.done) };
}

export async function action(args: Route.ActionArgs) {
  const { context } = args;
  const app = context.get(appContext);
  const submission = await readDeskForm(args, settingsForm);
  if (submission.status !== "success") {
    await requireOperator(args, "see_settings");
    return answer(submission.reply(), 400);
  }
  const { value } = submission;
  const done = (what: keyof typeof settingsCopy.done) => redirect(addresses.desk.settings({ done: what }), 303);
  const refuse = (words: string) => answer(submission.reply({ formErrors: [words] }), 409);
  switch (value.intent) {
    case "promise": {
      const operator = await requireOperator(args, "change_settings");
      const command = { operatorId: operator.id, workingDays: value.working_days, seenDays: value.seen };
      const outcome = await orServiceUnavailable(app.changePromise.execute(command));
      if (outcome.status === "changed") return done("promise");
      if (outcome.status === "unchanged") return unchanged(operator, outcome);
      const words = [settingsCopy.promise.meanwhile(outcome.workingDays), ...actWords(operator, outcome)].join(" ");
      return answer(submission.reply({ fieldErrors: { working_days: [words] } }), 409);
    }
    case "invite": {
      const { id } = await requireOperator(args, "manage_team");
      const { email, role } = value;
      const outcome = await orServiceUnavailable(app.inviteOperator.execute({ email, role, by: id }));
      if (outcome.status === "last-owner") return refuse(settingsCopy.team.lastOwner);
      const { token, known } = outcome;
      const address = `${app.config.publicOrigin}${addresses.desk.invitation(token)}`;
      return data({ lastResult: undefined, invitation: { address, email, role, known }, told: null });
    }
    case "role":
    case "disable": {
      const operator = await requireOperator(args, "manage_team");
      const change =
        value.intent === "role" ? ({ to: "role", role: value.role } as const) : ({ to: "disabled" } as const);
      const command = { operatorId: operator.id, colleagueId: value.operator_id, change };
      const outcome = await orServiceUnavailable(app.changeOperator.execute(command));
      switch (outcome.status) {
        case "changed":
          return done(value.intent === "role" ? "role" : "disabled");
        case "unchanged":
          return unchanged(operator, outcome);
        case "unknown":
          return refuse(settingsCopy.team.unknown);
        case "last-owner":
          return refuse(settingsCopy.team.lastOwner);
      }
    }
  }
}

type Answered = { by: OperatorAct | null; timeZone: string };
const actWords = (operator: Operator, { by, timeZone }: Answered) => (by ? [wordsOfAct(by, timeZone, operator)] : []);

const answer = (lastResult: SubmissionResult | undefined, status: number, told: string | null = null) =>
  data({ lastResult, invitation: null, told }, { status });
const unchanged = (operator: Operator, outcome: Answered) =>
  answer(undefined, 200, [settingsCopy.unchanged, ...actWords(operator, outcome)].join(" "));

/** A form may be refused because of somebody else's change: the settings are read again then too. */
export const shouldRevalidate = () => true;

export default function Settings({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <SettingsPage
      {...loaderData}
      done={actionData ? null : loaderData.done}
      told={actionData?.told ?? null}
      lastResult={actionData?.lastResult}
      invitation={actionData?.invitation ?? null}
    />
  );
}
