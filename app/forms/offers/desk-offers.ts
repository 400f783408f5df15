import { z } from "zod";
import { deskOffersCopy } from "#app/copy/desk-offers.ts";

const words = deskOffersCopy.refusals;
const id = z.uuid({ error: words.unreadable });
const act = <Intent extends string, Fields extends z.ZodRawShape>(intent: Intent, fields: Fields) =>
  z.object({ intent: z.literal(intent), ...fields });

const onOffer = { offer: id };

/** The buttons of calls. */
const results = [act("agreed", onOffer), act("doesnt_suit", onOffer), act("no_answer", onOffer)] as const;
const reveal = act("reveal", { request: id });

/** The answers to a visitor who asked for an hour. `other`: the hour that is offered instead; empty where the person waits on. */
const asks = [
  act("confirm", { booking: id }),
  act("refuse", {
    booking: id,
    other: z.uuid({ error: words.choose }).optional(),
    hides: z.literal("yes", { error: words.unreadable }).optional(),
  }),
] as const;

const waitsOn = act("waits_on", { request: id });

/** The buttons of the page of offers. */
export const offersForm = z.discriminatedUnion("intent", [...results, ...asks, reveal, waitsOn], {
  error: words.unreadable,
});

/** The buttons of a slot's page. `seen`: whom the preview showed as first, so that a changed line is noticed. */
export const slotOffersForm = z.discriminatedUnion(
  "intent",
  [
    act("start", { seen: z.string({ error: words.unreadable }).max(400), weekly: z.literal("yes").optional() }),
    act("stop", {}),
    act("give", { request: id }),
    act("book", { request: id }),
    act("withdraw", onOffer),
    act("extend", onOffer),
    act("cancel", { booking: id }),
    act("move", { booking: id, to: z.uuid({ error: words.choose }) }),
  ],
  { error: words.unreadable },
);
