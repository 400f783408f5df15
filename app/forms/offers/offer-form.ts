import { z } from "zod";
import { copy } from "#app/copy/ru.ts";
import { DECLINE_REASONS } from "#app/domain/offers/types.ts";

const intent = <Intent extends string>(name: Intent) => z.object({ intent: z.literal(name) });
const error = copy.errors.unreadable;

/** The person cancels an hour. Without `back` they are asked whether they return to the list. `booking`: a second press cancels no other hour. */
const cancel = intent("cancel").extend({
  booking: z.uuid({ error }),
  back: z.enum(["list", "no"], { error }).optional(),
});

/** The buttons of an offer's page. */
export const offerForm = z.discriminatedUnion(
  "intent",
  [
    intent("accept"),
    intent("decline").extend({ reason: z.enum(DECLINE_REASONS, { error }).optional() }),
    cancel,
    intent("return"),
  ],
  { error },
);

/** The buttons of an hour that the person has. */
export const bookingForm = z.discriminatedUnion("intent", [cancel, intent("return")], { error });
