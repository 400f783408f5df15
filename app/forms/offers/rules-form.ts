import { z } from "zod";
import { offerRulesCopy } from "#app/copy/offer-rules.ts";
import { SERVICE_ANSWERS } from "#app/domain/offers/rules-change.ts";
import type { OfferSettings } from "#app/domain/offers/types.ts";

const words = offerRulesCopy.errors;
const SHORTEST_DAY_MINUTES = 4 * 60;

/** A whole number within a range. */
function whole(error: string, min: number, max: number) {
  return z
    .string({ error })
    .trim()
    .regex(/^\d{1,4}$/, error)
    .transform(Number)
    .refine((typed) => typed >= min && typed <= max, error);
}

const clock = z
  .string({ error: words.time })
  .trim()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, words.time);
const yesOrNo = z.enum(["yes", "no"], { error: words.choose }).transform((answer) => answer === "yes");
const over = whole(words.over, 1, 2000);
const hold = whole(words.hold, 1, 72);
const atOnce = whole(words.atOnce, 1, 10);

/** `<id>:yes`: one answer for each service. */
const ofService = z.string({ error: words.unreadable }).transform((text, context) => {
  const [id, answer, ...rest] = text.split(":");
  const [key, automatic] = [z.uuid().safeParse(id), z.enum(SERVICE_ANSWERS).safeParse(answer)];
  if (key.success && automatic.success && rest.length === 0) return { id: key.data, automatic: automatic.data };
  context.addIssue({ code: "custom", message: words.unreadable });
  return z.NEVER;
});

/** The owner's rules of offers. The last row is by call. `seen`: the mark of the rules that the owner saw. */
export const offerRulesForm = z
  .object({
    seen: z.string({ error: words.unreadable }).max(8_000, words.unreadable),
    ...{ over_far: over, hold_far: hold, at_once_far: atOnce },
    ...{ over_near: over, hold_near: hold, at_once_near: atOnce },
    ...{ over_soon: over, hold_soon: hold, at_once_soon: atOnce },
    ...{ hold_call: hold, at_once_call: atOnce },
    quiet_from: clock,
    quiet_to: clock,
    list_first: yesOrNo,
    automatic: yesOrNo,
    undo_delay: whole(words.undo, 0, 240),
    weekly_cap: whole(words.cap, 1, 20),
    minimum_notice: whole(words.notice, 0, 48),
    services: z.array(ofService).max(500, words.unreadable).default([]),
  })
  .refine(({ over_far, over_near }) => over_near < over_far, { error: words.order, path: ["over_near"] })
  .refine(({ over_near, over_soon }) => over_soon < over_near, { error: words.order, path: ["over_soon"] })
  .refine(
    ({ quiet_from, quiet_to }) => quiet_from === quiet_to || daytime(quiet_from, quiet_to) >= SHORTEST_DAY_MINUTES,
    {
      error: words.day,
      path: ["quiet_to"],
    },
  );

/** Minutes between the quiet hours. */
function daytime(from: string, to: string): number {
  const day = 24 * 60;
  return (minutesOf(from) - minutesOf(to) + day) % day;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** The answers in domain terms. */
export function rulesOf(value: z.output<typeof offerRulesForm>): OfferSettings {
  const decided = value.services.flatMap(({ id, automatic }) =>
    automatic === "follow" ? [] : [[id, automatic === "yes"] as const],
  );
  return {
    ladder: [
      { overHours: value.over_far, atOnce: value.at_once_far, holdHours: value.hold_far, by: "message" },
      { overHours: value.over_near, atOnce: value.at_once_near, holdHours: value.hold_near, by: "message" },
      { overHours: value.over_soon, atOnce: value.at_once_soon, holdHours: value.hold_soon, by: "message" },
      { overHours: 0, atOnce: value.at_once_call, holdHours: value.hold_call, by: "call" },
    ],
    quietHours: { from: value.quiet_from, to: value.quiet_to },
    undoDelayMinutes: value.undo_delay,
    weeklyCap: value.weekly_cap,
    minimumNoticeHours: value.minimum_notice,
    automatic: value.automatic,
    automaticByService: Object.fromEntries(decided),
    listFirst: value.list_first,
  };
}
