import { data, redirect } from "react-router";
import type { OpenTimeCommand } from "#app/application/timetable/open-time.ts";
import { appContext } from "#app/context.ts";
import { timeCopy } from "#app/copy/desk-time.ts";
import type { Operator } from "#app/domain/team/operator.ts";
import { MOST_CHANGED } from "#app/domain/timetable/slot-plan.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { timeForm } from "#app/forms/timetable/time-form.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import {
  commandOf,
  ONE_FIELDS,
  PATTERN_FIELDS,
  type PlanFields,
  patternPlan,
  unplannedErrors,
} from "#app/http/desk/open-time.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { uuidOrNull } from "#app/http/uuid-param.ts";
import stylesheet from "#app/ui/desk/timetable/time.css?url";
import { TimePage } from "#app/ui/desk/timetable/time-page.tsx";
import { wordsOfAct } from "#app/views/people/act-words.ts";
import { askedTime, timeHref } from "#app/views/timetable/asked-time.ts";
import { planView } from "#app/views/timetable/plan-view.ts";
import { problemWords } from "#app/views/timetable/problem-words.ts";
import { timeChangeView } from "#app/views/timetable/time-change-view.ts";
import { refusalWords, timeView } from "#app/views/timetable/time-view.ts";
import type { Route } from "./+types/desk.time";

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

const ADDED = /^\d{1,4}$/;

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_time");
  const { asked, unknown, misplaced } = askedTime(args.url.searchParams);
  const { getTimePage, getTimetableChange } = args.context.get(appContext);
  const page = await orServiceUnavailable(getTimePage.execute(asked));
  const view = timeView(page, operator);
  const changeId = uuidOrNull(args.url.searchParams.get("change"));
  const record =
    changeId && (await orServiceUnavailable(getTimetableChange.execute({ operatorId: operator.id, changeId })));
  const change = record ? timeChangeView(record) : null;
  const added = ADDED.exec(args.url.searchParams.get("added") ?? "")?.[0];
  return data(
    { view, change, unknown, misplaced, done: doneOf(args.url, timeCopy.done), added: added ? Number(added) : null },
    { status: unknown || misplaced || view.serviceUnknown ? 400 : 200 },
  );
}

type Refuse = (status: number, fieldErrors: Record<string, string[]>) => ReturnType<typeof refused>;
const refused = (lastResult: LastResult, status: number) => data({ lastResult, refusal: null, plan: null }, { status });

export async function action(args: Route.ActionArgs) {
  const operator = await requireOperator(args, "change_time");
  const operatorId = operator.id;
  const submission = await readDeskForm(args, timeForm);
  if (submission.status !== "success") return refused(submission.reply(), 400);
  const { value } = submission;
  const refuse: Refuse = (status, fieldErrors) => refused(submission.reply({ fieldErrors }), status);
  const { changeSlot, changeRange, previewTime, undoTimetableChange } = args.context.get(appContext);
  switch (value.intent) {
    case "add": {
      const { date, time, service: serviceId } = value;
      const listFirst = value.list_first === "yes";
      const plan = { kind: "one", dates: [date], time, serviceId, skipProblems: false, listFirst } as const;
      return open(args, { operatorId, ...plan }, { fields: ONE_FIELDS, operator, refuse });
    }
    case "pattern":
      return open(args, commandOf(value, operatorId), { fields: PATTERN_FIELDS, operator, refuse });
    case "preview": {
      const preview = await orServiceUnavailable(previewTime.execute(patternPlan(value)));
      if (preview.status !== "planned") return refuse(400, unplannedErrors(preview, PATTERN_FIELDS));
      return { lastResult: submission.reply(), refusal: null, plan: planView(preview, submission.payload) };
    }
    case "range": {
      const { act: change, range_from: from, range_until: until, reason = null } = value;
      const command = { operatorId, change, from, until, reason };
      const outcome = await orServiceUnavailable(changeRange.execute(command));
      if (outcome.status === "changed")
        return redirect(hereHref(args.url, { done: "range", change: outcome.changeId }), 303);
      if (outcome.status === "too-long") return refuse(400, { range_until: [timeCopy.range.tooLong] });
      if (outcome.status === "too-many")
        return refuse(400, { range_until: [timeCopy.range.tooMany(outcome.slots, MOST_CHANGED)] });
      return refuse(409, { range_from: [timeCopy.range.nothing] });
    }
    case "undo": {
      const { change: changeId } = value;
      const { status } = await orServiceUnavailable(undoTimetableChange.execute({ operatorId, changeId }));
      // Pressed twice: it is undone.
      if (status === "undone" || status === "already")
        return redirect(hereHref(args.url, { done: "undone", change: changeId }), 303);
      return data({ lastResult: undefined, refusal: [timeCopy.undo[status]], plan: null }, { status: 409 });
    }
    default: {
      const { slot: slotId, intent: change } = value;
      const outcome = await orServiceUnavailable(changeSlot.execute({ operatorId, slotId, change }));
      if (outcome.status === "refused")
        return data({ lastResult: undefined, refusal: refusalWords(outcome, operator), plan: null }, { status: 409 });
      return redirect(hereHref(args.url, { done: change, change: outcome.changeId }), 303);
    }
  }
}

type Refusing = { fields: PlanFields; operator: Operator; refuse: Refuse };

async function open(
  { context, url }: Route.ActionArgs,
  command: OpenTimeCommand,
  { fields, operator, refuse }: Refusing,
) {
  const outcome = await orServiceUnavailable(context.get(appContext).openTime.execute(command));
  switch (outcome.status) {
    case "refused":
      return refuse(409, { [fields.problems]: [problemWords(outcome, operator)] });
    case "already": {
      const { by, timeZone } = outcome;
      // A double submit: the slots exist already.
      if (by?.operatorEmail === operator.email) return redirect(`${openedHref(url, outcome)}&done=already`, 303);
      const refusal = [timeCopy.already, ...(by ? [wordsOfAct(by, timeZone, operator)] : [])];
      return data({ lastResult: undefined, refusal, plan: null }, { status: 409 });
    }
    case "opened":
      return redirect(
        `${openedHref(url, outcome)}&done=${doneWords(command)}&added=${outcome.opened}&change=${outcome.changeId}`,
        303,
      );
    default:
      return refuse(400, unplannedErrors(outcome, fields));
  }
}

const doneWords = ({ skipProblems }: OpenTimeCommand) => (skipProblems ? "skipped" : "opened");
/** The page from which the act was sent. */
function hereHref(url: URL, { done, change }: { done: string; change: string }): string {
  const { asked } = askedTime(url.searchParams);
  return `${timeHref(asked, asked.date)}&${new URLSearchParams({ done, change })}`;
}
/** In the day view, as a day. */
const openedHref = (url: URL, { first, last }: { first: string; last: string }) =>
  `${timeHref({ span: askedTime(url.searchParams).asked.span, serviceSlug: null }, first)}&until=${last}`;

/** A form may be refused because of somebody else's change: the week is read again then too. */
export const shouldRevalidate = () => true;

export default function Time({ loaderData, actionData }: Route.ComponentProps) {
  const { view, change, unknown, misplaced, done, added } = loaderData;
  return (
    <TimePage
      view={view}
      unknown={unknown}
      misplaced={misplaced}
      added={added}
      done={actionData ? null : done}
      change={actionData ? null : change}
      lastResult={actionData?.lastResult}
      refusal={actionData?.refusal ?? null}
      plan={actionData?.plan ?? null}
    />
  );
}
