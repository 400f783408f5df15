import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { deskOffersCopy } from "#app/copy/desk-offers.ts";
import { may } from "#app/domain/team/operator.ts";
import { slotOffersForm } from "#app/forms/offers/desk-offers.ts";
import { readDeskForm, requireOperator } from "#app/http/desk/desk.server.ts";
import type { DeskArgs } from "#app/http/desk/desk-context.server.ts";
import { doneOf } from "#app/http/desk/desk-done.ts";
import { actOnSlot } from "#app/http/desk/slot-acts.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { uuidParam } from "#app/http/uuid-param.ts";
import stylesheet from "#app/ui/desk/offers/offers.css?url";
import { SlotPage } from "#app/ui/desk/offers/slot-page.tsx";
import { slotView } from "#app/views/offers/slot-view.ts";
import type { Route } from "./+types/desk.offers.$slotId";

const words = deskOffersCopy.refusals;

export const links: Route.LinksFunction = () => [{ rel: "stylesheet", href: stylesheet }];

export async function loader(args: Route.LoaderArgs) {
  const operator = await requireOperator(args, "see_offers");
  const mayWork = may(operator, "work_offers");
  const { preview, record } = await read(args, uuidParam(args.params.slotId), operator.id);
  return { view: slotView(record, preview, mayWork), done: doneOf(args.url, deskOffersCopy.done) };
}

async function read({ context }: DeskArgs, slotId: string, operatorId: string) {
  const { previewFilling, getSlotOffers } = context.get(appContext);
  const preview = await orServiceUnavailable(previewFilling.execute({ operatorId, slotId }));
  const inLine = preview.status === "preview" ? preview.line.map(({ candidate }) => candidate.request.id) : [];
  const record = await orServiceUnavailable(getSlotOffers.execute(slotId, inLine));
  if (!record) throw data(null, { status: 404 });
  return { preview, record };
}

export async function action(args: Route.ActionArgs) {
  const slotId = uuidParam(args.params.slotId);
  const submission = await readDeskForm(args, slotOffersForm);
  const operator = await requireOperator(args, "work_offers");
  if (submission.status !== "success") {
    const moveError = submission.error?.to?.[0];
    return data({ problem: moveError ? null : words.unreadable, moveError }, { status: 400 });
  }
  const { value } = submission;
  const outcome = await orServiceUnavailable(
    actOnSlot(args.context.get(appContext), { operatorId: operator.id, slotId, value }),
  );
  if (outcome.status === "refused") return data({ problem: outcome.words, moveError: undefined }, { status: 409 });
  return redirect(addresses.desk.slotOffers(slotId, { done: value.intent }), 303);
}

/** An act may be refused because of somebody else's: the slot is read again then too. */
export const shouldRevalidate = () => true;

export default function SlotOffers({ loaderData, actionData }: Route.ComponentProps) {
  return (
    <SlotPage
      view={loaderData.view}
      done={actionData ? null : loaderData.done}
      problem={actionData?.problem ?? null}
      moveError={actionData?.moveError}
    />
  );
}
