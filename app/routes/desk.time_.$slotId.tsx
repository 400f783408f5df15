import { data, redirect } from "react-router";
import { appContext } from "#app/context.ts";
import { timeCopy } from "#app/copy/desk-time.ts";
import { localDateOf } from "#app/domain/timetable/local-time.ts";
import { editForm } from "#app/forms/timetable/edit-form.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { uuidParam } from "#app/http/uuid-param.ts";
import { SlotEditPage } from "#app/ui/desk/timetable/slot-edit-page.tsx";
import stylesheet from "#app/ui/desk/timetable/time.css?url";
import { wordsOfAct } from "#app/views/people/act-words.ts";
import { timeHref } from "#app/views/timetable/asked-time.ts";
import { editRefusal, slotEditView } from "#app/views/timetable/slot-edit-view.ts";
import type { Route } from "./+types/desk.time_.$slotId";

const words = timeCopy.edit;

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  await requireOperator(args, "change_time");
  const { getSlotEdit } = args.context.get(appContext);
  const record = await orServiceUnavailable(getSlotEdit.execute(uuidParam(args.params.slotId)));
  if (!record) throw data(null, { status: 404 });
  return { view: slotEditView(record) };
}

export async function action(args: Route.ActionArgs) {
  const operator = await requireOperator(args, "change_time");
  const slotId = uuidParam(args.params.slotId);
  const submission = await readDeskForm(args, editForm);
  if (submission.status !== "success") return data({ lastResult: submission.reply(), refusal: null }, { status: 400 });
  const { pattern_service: services, date, time, minutes, seen } = submission.value;
  const edit = { ...services, date, time, minutes };
  const { editSlot } = args.context.get(appContext);
  const outcome = await orServiceUnavailable(editSlot.execute({ operatorId: operator.id, slotId, seen, edit }));
  const refuse = (lines: string[]) => data({ lastResult: undefined, refusal: lines }, { status: 409 });
  const back = ({ slot, timeZone }: { slot: { startsAt: Date }; timeZone: string }) =>
    timeHref({ span: "week", serviceSlug: null }, localDateOf(slot.startsAt, timeZone));
  switch (outcome.status) {
    case "changed":
      return redirect(`${back(outcome)}&done=edited&change=${outcome.changeId}`, 303);
    case "unchanged":
      return redirect(`${back(outcome)}&done=unedited`, 303);
    case "refused":
      return data(
        { lastResult: submission.reply({ fieldErrors: editRefusal(outcome) }), refusal: null },
        { status: 409 },
      );
    case "unknown-service": {
      const fieldErrors = { pattern_service: [timeCopy.errors.service] };
      return data({ lastResult: submission.reply({ fieldErrors }), refusal: null }, { status: 400 });
    }
    case "changed-meanwhile": {
      const by = outcome.by ? [wordsOfAct(outcome.by, outcome.timeZone, operator)] : [];
      return refuse([words.meanwhile, ...by]);
    }
    case "gone":
      throw data(null, { status: 404 });
    case "booked":
    case "consent":
      return refuse([timeCopy.refusals[outcome.status]]);
    case "begun":
      return refuse([timeCopy.refusals.past]);
  }
}

/** The form may be refused because of somebody else's act: the hour is read again then too. */
export const shouldRevalidate = () => true;

export default function EditSlot({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <SlotEditPage view={loaderData.view} lastResult={actionData?.lastResult} refusal={actionData?.refusal ?? null} />
  );
}
