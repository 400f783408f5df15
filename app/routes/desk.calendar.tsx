import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import type { DaysOffChange } from "#app/application/timetable/change-days-off.ts";
import { appContext } from "#app/context.ts";
import { deskCalendarCopy as words } from "#app/copy/desk-calendar.ts";
import { may } from "#app/domain/team/operator.ts";
import { type CalendarAct, calendarForm } from "#app/forms/timetable/calendar-form.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { CalendarPage } from "#app/ui/desk/timetable/calendar-page.tsx";
import { calendarView } from "#app/views/timetable/calendar-view.ts";
import type { Route } from "./+types/desk.calendar";

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_settings");
  const page = await orServiceUnavailable(args.context.get(appContext).getCalendarPage.execute());
  return { view: calendarView(page, may(operator, "change_settings")), done: doneOf(args.url, words.done) };
}

export async function action(args: Route.ActionArgs) {
  const submission = await readDeskForm(args, calendarForm);
  const operator = await requireOperator(args, "change_settings");
  if (submission.status !== "success") return data({ lastResult: submission.reply() }, { status: 400 });
  const change = changeOf(submission.value);
  const { changeDaysOff } = args.context.get(appContext);
  const { status } = await orServiceUnavailable(changeDaysOff.execute({ operatorId: operator.id, change }));
  switch (status) {
    case "changed":
      return redirect(addresses.desk.calendar({ done: change.to }), 303);
    case "past":
    case "too-long":
      return data(
        { lastResult: submission.reply({ fieldErrors: { until: [words.errors[status]] } }) },
        { status: 400 },
      );
    case "too-many":
    case "gone":
      return data({ lastResult: submission.reply({ formErrors: [words.errors[status]] }) }, { status: 409 });
  }
}

function changeOf(value: CalendarAct): DaysOffChange {
  switch (value.intent) {
    case "add":
      return { to: "added", from: value.from, until: value.until ?? value.from, word: value.word || null };
    case "remove":
      return { to: "removed", id: value.days_off };
    case "saturdays":
      return { to: "saturdays", works: value.works === "yes" };
  }
}

/** A form may be refused because of somebody else's change: the page is read again then too. */
export const shouldRevalidate = () => true;

export default function Calendar({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <CalendarPage
      view={loaderData.view}
      done={actionData ? null : loaderData.done}
      lastResult={actionData?.lastResult}
    />
  );
}
