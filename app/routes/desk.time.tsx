import { data, redirect } from "react-router";
import type { OpenTimeCommand } from "#app/application/desk/open-time.ts";
import { appContext } from "#app/context.ts";
import { timeCopy } from "#app/copy/desk-time.ts";
import { isLocalDate } from "#app/domain/local-time.ts";
import { may } from "#app/domain/operator.ts";
import { datesOf, timeForm } from "#app/forms/time-form.ts";
import { type DeskArgs, readDeskForm, requireOperator } from "#app/http/desk.server.ts";
import { doneOf } from "#app/http/desk-done.ts";
import { problemWords, refusalWords, timeView } from "#app/http/time-view.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import stylesheet from "#app/ui/desk/time.css?url";
import { TimePage } from "#app/ui/desk/time-page.tsx";
import type { Route } from "./+types/desk.time";

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_time");
  const week = args.url.searchParams.get("week");
  const weekUnknown = week !== null && !isLocalDate(week);
  const { getTimePage } = args.context.get(appContext);
  const page = await orServiceUnavailable(getTimePage.execute(weekUnknown ? null : week));
  const view = timeView(page, may(operator, "change_time"));
  return data({ view, weekUnknown, done: doneOf(args.url, timeCopy.done) }, { status: weekUnknown ? 400 : 200 });
}

export async function action(args: Route.ActionArgs) {
  const operator = await requireOperator(args, "change_time");
  const operatorId = operator.id;
  const submission = await readDeskForm(args, timeForm);
  if (submission.status !== "success") return data({ lastResult: submission.reply(), refusal: null }, { status: 400 });
  const { value } = submission;
  const wordsOf = (refused: Parameters<typeof problemWords>[0]) => problemWords(refused, operator);
  const refuse = (status: number, fieldErrors: Record<string, string[]>) =>
    data({ lastResult: submission.reply({ fieldErrors }), refusal: null }, { status });
  switch (value.intent) {
    case "add": {
      const { date, time, service: serviceId } = value;
      const plan = { kind: "one", dates: [date], time, serviceId, skipProblems: false } as const;
      return open(args, { operatorId, ...plan }, { service: "service", problems: "date", wordsOf, refuse });
    }
    case "pattern": {
      const { pattern_time: time, pattern_service: serviceId } = value;
      const skipProblems = value.skip === "yes";
      const plan = { kind: "pattern", dates: datesOf(value), time, serviceId, skipProblems } as const;
      return open(args, { operatorId, ...plan }, { service: "pattern_service", problems: "skip", wordsOf, refuse });
    }
    default: {
      const { slot: slotId, intent: change } = value;
      const { changeSlot } = args.context.get(appContext);
      const outcome = await orServiceUnavailable(changeSlot.execute({ operatorId, slotId, change }));
      if (outcome.status === "refused")
        return data({ lastResult: undefined, refusal: refusalWords(outcome, operator) }, { status: 409 });
      const week = new URL(args.request.url).searchParams.get("week");
      return redirect(`/desk/time/?${new URLSearchParams({ ...(week ? { week } : {}), done: change })}`, 303);
    }
  }
}

type Refusing<Answer> = {
  /** The fields that the words stand beside. */
  service: string;
  problems: string;
  wordsOf(refused: Parameters<typeof problemWords>[0]): string;
  refuse(status: number, fieldErrors: Record<string, string[]>): Answer;
};

async function open<Answer>(
  { context }: DeskArgs,
  command: OpenTimeCommand,
  { service, problems, wordsOf, refuse }: Refusing<Answer>,
) {
  const outcome = await orServiceUnavailable(context.get(appContext).openTime.execute(command));
  switch (outcome.status) {
    case "unknown-service":
      return refuse(400, { [service]: [timeCopy.errors.service] });
    case "refused":
      return refuse(409, { [problems]: [wordsOf(outcome)] });
    case "opened":
      return redirect(`/desk/time/?week=${outcome.first}&done=${command.skipProblems ? "skipped" : "opened"}`, 303);
  }
}

/** Somebody else's change is why a form was refused: the week is read again then too. */
export const shouldRevalidate = () => true;

export default function Time({ loaderData, actionData }: Route.ComponentProps) {
  const { view, weekUnknown, done } = loaderData;
  return (
    <TimePage
      view={view}
      weekUnknown={weekUnknown}
      done={actionData ? null : done}
      lastResult={actionData?.lastResult}
      refusal={actionData?.refusal ?? null}
    />
  );
}
