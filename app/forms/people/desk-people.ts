import { z } from "zod";
import { contactProblem } from "#app/copy/contact.ts";
import { peopleCopy } from "#app/copy/desk-people.ts";
import { CONTACT_METHODS, type Contact, type TypedMethod } from "#app/domain/contact/contact.ts";
import type { ContactProblem } from "#app/domain/contact/contact-problem.ts";
import { parseAnyContact } from "#app/domain/contact/read-contact.ts";
import { PUT_FIRST_REASONS } from "#app/domain/offers/types.ts";
import { CLOSING_REASONS, LIST_STATUSES, NOTES } from "#app/domain/people/operator-work.ts";
import { isLocalDate } from "#app/domain/timetable/local-time.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";

const { badFilters, malformed, missing } = peopleCopy.list;
const words = peopleCopy.person;
const flag = z.literal("on", { error: badFilters.flag }).optional();
const uuid = z.uuid();
/** The database has no year 0000, and no request is that old. */
const inOurYears = (text: string) => isLocalDate(text.slice(0, "2026-11-23".length));
const moment = z.iso.datetime().refine(inOurYears);

/** `2026-11-25T20:59:59.999Z_<id>`: the last request of the previous page. */
const place = z.string({ error: badFilters.after }).transform((text, context) => {
  const [answerBy, id, ...rest] = text.split("_");
  const [at, key] = [moment.safeParse(answerBy), uuid.safeParse(id)];
  if (at.success && key.success && rest.length === 0) return { answerBy: new Date(at.data), id: key.data };
  context.addIssue({ code: "custom", message: badFilters.after });
  return z.NEVER;
});

/** The list's address. Omitted parts have their defaults. */
export const listQuery = z.object({
  status: z.enum(LIST_STATUSES, { error: badFilters.status }).optional(),
  service: z.string({ error: badFilters.service }).max(64, { error: badFilters.service }).optional(),
  window: z.enum(TIME_WINDOWS, { error: badFilters.window }).optional(),
  method: z.enum(CONTACT_METHODS, { error: badFilters.method }).optional(),
  answered: flag,
  overdue: flag,
  quarantined: flag,
  unreachable: flag,
  leaving: flag,
  paused: flag,
  after: place.optional(),
});

function searchProblem(method: TypedMethod, problem: ContactProblem): string {
  if (problem.reason === "missing") return missing;
  // Of a longer text nobody knows which kind of contact it was meant to be.
  const unclear = problem.reason === "malformed" || problem.reason === "too-long";
  return unclear ? malformed : contactProblem(method, problem);
}

/** One field for any kind of contact. */
const anyContact = z.string({ error: missing }).transform((typed, context): Contact => {
  const { method, parsed } = parseAnyContact(typed);
  if (parsed.ok) return parsed.contact;
  context.addIssue({ code: "custom", message: searchProblem(method, parsed.problem) });
  return z.NEVER;
});
export const searchForm = z.object({ contact: anyContact });

/** The button under what no channel delivered. */
export const toldForm = z.discriminatedUnion(
  "intent",
  [z.object({ intent: z.literal("told"), delivery: z.uuid({ error: words.badForm }) })],
  { error: words.badForm },
);

const seen = z.iso
  .datetime({ error: words.badForm })
  .refine(inOurYears, { error: words.badForm })
  .transform((text) => new Date(text));
const act = <Intent extends string>(intent: Intent) => z.object({ intent: z.literal(intent), seen });

/** The buttons of a person's page. `seen` is the request's last change on that page. */
export const actForm = z.discriminatedUnion(
  "intent",
  [
    z.object({ intent: z.literal("reveal") }),
    act("contacted"),
    act("closed")
      .extend({ reason: z.enum(CLOSING_REASONS, { error: words.chooseReason }), sure: z.literal("yes").optional() })
      // Withdraws consents, which an operator cannot give back: it asks for confirmation instead of allowing undo.
      .refine(({ reason, sure }) => reason !== "withdrawn" || sure === "yes", {
        error: words.sureMissing,
        path: ["sure"],
      }),
    act("correct").extend({
      new_contact: anyContact,
      old_contact: z.enum(["replaced", "beside"], { error: words.badForm }).default("replaced"),
    }),
    act("swap_contacts"),
    act("undo"),
    act("put_back"),
    act("put_first").extend({ first: z.enum(PUT_FIRST_REASONS, { error: words.first.choose }) }),
    act("put_first_undone"),
    act("not_spam"),
    z.object({ intent: z.literal("note"), note: z.enum(NOTES, { error: words.chooseNote }) }),
    act("erase").extend({
      confirmation: z
        .string({ error: words.eraseMistyped })
        .refine((typed) => typed.trim().toLowerCase() === words.eraseWord, { error: words.eraseMistyped }),
    }),
  ],
  { error: words.badForm },
);
export type DeskIntent = z.output<typeof actForm>["intent"];
