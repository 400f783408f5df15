import { data, redirect } from "react-router";
import type { OpenTimeCommand } from "#app/application/timetable/open-time.ts";
import { appContext } from "#app/context.ts";
import { timeCopy } from "#app/copy/desk-time.ts";
import type { Operator } from "#app/domain/team/operator.ts";
import { datesOf, timeForm } from "#app/forms/timetable/time-form.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import type { DeskArgs } from "#app/http/desk/desk-context.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import stylesheet from "#app/ui/desk/timetable/time.css?url";
import { TimePage } from "#app/ui/desk/timetable/time-page.tsx";
import { wordsOfAct } from "#app/views/people/act-words.ts";
import { askedTime, timeHref } from "#app/views/timetable/asked-time.ts";
import { problemWords, refusalWords, timeView } from "#app/views/timetable/time-view.ts";
import type { Route } from "./+types/desk.time";

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

const ADDED = /^\d{1,4}$/;

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_time");
  const { asked, unknown, misplaced } = askedTime(args.url.searchParams);
  const { getTimePage } = args.context.get(appContext);
  const page = await orServiceUnavailable(getTimePage.execute(asked));
  const view = timeView(page, operator);
  const added = ADDED.exec(args.url.searchParams.get("added") ?? "")?.[0];
  return data(
    { view, unknown, misplaced, done: doneOf(args.url, timeCopy.done), added: added ? Number(added) : null },
    { status: unknown || misplaced || view.serviceUnknown ? 400 : 200 },
  );
}

export async function action(args: Route.ActionArgs) {
  const operator = await requireOperator(args, "change_time");
  const operatorId = operator.id;
  const submission = await readDeskForm(args, timeForm);
  if (submission.status !== "success") return data({ lastResult: submission.reply(), refusal: null }, { status: 400 });
  const { value } = submission;
  const refuse = (status: number, fieldErrors: Record<string, string[]>) =>
    data({ lastResult: submission.reply({ fieldErrors }), refusal: null }, { status });
  switch (value.intent) {
    case "add": {
      const { date, time, service: serviceId } = value;
      const listFirst = value.list_first === "yes";
      const plan = { kind: "one", dates: [date], time, serviceId, skipProblems: false, listFirst } as const;
      const fields = { service: "service", until: "date", problems: "date" };
      return open(args, { operatorId, ...plan }, { ...fields, operator, refuse });
    }
    case "pattern": {
      const { pattern_time: time, pattern_service: serviceId } = value;
      const skipProblems = value.skip === "yes";
      const listFirst = value.pattern_list_first === "yes";
      const plan = { kind: "pattern", dates: datesOf(value), time, serviceId, skipProblems, listFirst } as const;
      const fields = { service: "pattern_service", until: "until", problems: "skip" };
      return open(args, { operatorId, ...plan }, { ...fields, operator, refuse });
    }
    default: {
      const { slot: slotId, intent: change } = value;
      const { changeSlot } = args.context.get(appContext);
      const outcome = await orServiceUnavailable(changeSlot.execute({ operatorId, slotId, change }));
      if (outcome.status === "refused")
        return data({ lastResult: undefined, refusal: refusalWords(outcome, operator) }, { status: 409 });
      const { asked } = askedTime(args.url.searchParams);
      return redirect(`${timeHref(asked, asked.date)}&done=${change}`, 303);
    }
  }
}

type Refusing<Answer> = {
  /** The fields that the errors belong to. */
  service: string;
  until: string;
  problems: string;
  operator: Operator;
  refuse(status: number, fieldErrors: Record<string, string[]>): Answer;
};

async function open<Answer>(
  { context, request }: DeskArgs,
  command: OpenTimeCommand,
  { service, until, problems, operator, refuse }: Refusing<Answer>,
) {
  const outcome = await orServiceUnavailable(context.get(appContext).openTime.execute(command));
  switch (outcome.status) {
    case "unknown-service":
      return refuse(400, { [service]: [timeCopy.errors.service] });
    case "pattern-too-long":
      return refuse(400, { [until]: [timeCopy.errors.untilTooFar] });
    case "refused":
      return refuse(409, { [problems]: [problemWords(outcome, operator)] });
    case "already": {
      const { by, timeZone } = outcome;
      // A double submit: the slots exist already.
      if (by?.operatorEmail === operator.email)
        return redirect(`${openedHref(new URL(request.url), outcome)}&done=already`, 303);
      const refusal = [timeCopy.already, ...(by ? [wordsOfAct(by, timeZone, operator)] : [])];
      return data({ lastResult: undefined, refusal }, { status: 409 });
    }
    case "opened":
      return redirect(
        `${openedHref(new URL(request.url), outcome)}&done=${doneWords(command)}&added=${outcome.opened}`,
        303,
      );
  }
}

const doneWords = ({ skipProblems }: OpenTimeCommand) => (skipProblems ? "skipped" : "opened");
/** In the day view, as a day. */
const openedHref = (url: URL, { first, last }: { first: string; last: string }) =>
  `${timeHref({ span: askedTime(url.searchParams).asked.span, serviceSlug: null }, first)}&until=${last}`;

/** A form may be refused because of somebody else's change: the week is read again then too. */
export const shouldRevalidate = () => true;

export default function Time({ loaderData, actionData }: Route.ComponentProps) {
  const { view, unknown, misplaced, done, added } = loaderData;
  return (
    <TimePage
      view={view}
      unknown={unknown}
      misplaced={misplaced}
      added={added}
      done={actionData ? null : done}
      lastResult={actionData?.lastResult}
      refusal={actionData?.refusal ?? null}
    />
  );
}
