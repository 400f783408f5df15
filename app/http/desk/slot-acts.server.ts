import type { z } from "zod";
import type { NotFree } from "#app/application/offers/filling/start-filling.ts";
import type { App } from "#app/context.ts";
import { deskOffersCopy, skipReasons } from "#app/copy/desk-offers.ts";
import type { slotOffersForm } from "#app/forms/offers/desk-offers.ts";
import { firstOf } from "#app/views/offers/slot-view.ts";

const words = deskOffersCopy.refusals;

/** `words`: why nothing was done. */
export type SlotActOutcome = { status: "done" } | { status: "refused"; words: string };
const DONE: SlotActOutcome = { status: "done" };
const refused = (words: string): SlotActOutcome => ({ status: "refused", words });
const notFree = ({ status }: NotFree) => refused(words[status]);

type SlotAct = { operatorId: string; slotId: string; value: z.output<typeof slotOffersForm> };
type Acts = Pick<
  App,
  | "previewFilling"
  | "startFilling"
  | "stopFilling"
  | "giveToPerson"
  | "bookByHand"
  | "actOnOffer"
  | "cancelBooking"
  | "moveBooking"
>;

/** One of the buttons of a slot's page, or of the hours on a person's page. */
export async function actOnSlot(app: Acts, { operatorId, slotId, value }: SlotAct): Promise<SlotActOutcome> {
  const on = { operatorId, slotId };
  switch (value.intent) {
    case "start": {
      const preview = await app.previewFilling.execute(on);
      if (preview.status !== "preview") return notFree(preview);
      if (firstOf(preview.decision) !== value.seen) return refused(words.changed);
      const outcome = await app.startFilling.execute({ ...on, weekly: value.weekly === "yes" });
      return outcome.status === "started" ? DONE : notFree(outcome);
    }
    case "stop": {
      const { status } = await app.stopFilling.execute(on);
      return status === "stopped" ? DONE : refused(words[status]);
    }
    case "give":
      return give(app, on, value.request);
    case "book": {
      const outcome = await app.bookByHand.execute({ ...on, requestId: value.request });
      if (outcome.status === "done") return DONE;
      return outcome.status === "unknown" || outcome.status === "closed"
        ? refused(words[outcome.status])
        : notFree(outcome);
    }
    case "withdraw":
    case "extend": {
      const outcome = await app.actOnOffer.execute({ operatorId, offerId: value.offer, act: { kind: value.intent } });
      if (outcome.status === "over" || outcome.status === "unknown") return refused(words[outcome.status]);
      return DONE;
    }
    case "cancel": {
      const { status } = await app.cancelBooking.execute({ by: "operator", bookingId: value.booking, operatorId });
      if (status === "cancelled") return DONE;
      return refused(status === "too-late" ? words.past : words[status]);
    }
    case "move": {
      const command = { operatorId, bookingId: value.booking, toSlotId: value.to };
      const outcome = await app.moveBooking.execute(command);
      if (outcome.status === "moved") return DONE;
      return refused(words[outcome.status]);
    }
  }
}

async function give(app: Acts, on: { operatorId: string; slotId: string }, requestId: string) {
  const outcome = await app.giveToPerson.execute({ ...on, requestId });
  switch (outcome.status) {
    case "given":
      return DONE;
    case "unknown":
    case "quiet":
      return refused(words[outcome.status]);
    case "too-late":
      return refused(words.tooLate);
    case "unsuitable": {
      const { reason } = outcome;
      return refused(words.unsuitable(reason === "closed" ? words.requestClosed : skipReasons[reason]));
    }
    default:
      return notFree(outcome);
  }
}
