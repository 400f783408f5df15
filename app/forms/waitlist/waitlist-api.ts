import { z } from "zod";
import { copy } from "#app/copy/ru.ts";
import { MESSENGERS, type Messenger } from "#app/domain/chat/messenger.ts";
import { methodsFor, TYPED_METHODS, type TypedMethod } from "#app/domain/contact/contact.ts";
import { UTM_KEYS } from "#app/domain/visit.ts";
import { TIME_WINDOWS } from "#app/domain/waitlist-request.ts";
import { contactField } from "../contact-fields.ts";

const slug = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, { error: copy.errors.unknownService });
const method = <Method extends TypedMethod>(name: Method, offered: readonly TypedMethod[]) =>
  z.object({ preferred_contact_method: z.literal(name), contact_value: contactField(name, offered) });
const { missing, missingWithoutTelegram } = copy.errors.method;
const everyWay = z.discriminatedUnion(
  "preferred_contact_method",
  [method("email", TYPED_METHODS), method("phone", TYPED_METHODS), method("telegram", TYPED_METHODS)],
  { error: missing },
);
const withoutTelegram = z.discriminatedUnion(
  "preferred_contact_method",
  [method("email", methodsFor([])), method("phone", methodsFor([]))],
  { error: missingWithoutTelegram },
);
const version = z.string({ error: copy.errors.consent.changed });
/** What the caller's own page showed, by the versions of `consents` in the answer about the service. */
const consentVersions = z
  .object({ personal_data: version, communications: version }, { error: copy.errors.consent.changed })
  .describe(
    "The versions that the person was shown, by the type of consent. Without it those in force at this moment are recorded. 409: one is unknown, or was superseded more than a week ago.",
  );
const rest = z.object({
  service_slug: slug,
  preferred_time_window: z.enum(TIME_WINDOWS, { error: copy.errors.window.missing }),
  consent_personal_data: z.literal(true, { error: copy.errors.consent.personalData }),
  consent_communications: z.literal(true, { error: copy.errors.consent.communications }),
  consent_versions: consentVersions.optional(),
  utm: z.partialRecord(z.enum(UTM_KEYS), z.string().max(200)).optional(),
});

/** Body of `POST /api/public/waitlist`. Both consents must be `true`: nothing else is consent. */
export const waitlistApiRequest = z.intersection(everyWay, rest);
const requestWithoutTelegram = z.intersection(withoutTelegram, rest);

/** The same where only these messengers are switched on. */
export const waitlistApiRequestFor = (messengers: readonly Messenger[]) =>
  messengers.includes("telegram") ? waitlistApiRequest : requestWithoutTelegram;

/** The same for a new request and for a repeat, so that it reveals nothing. */
export const waitlistApiAccepted = z.object({ status: z.literal("accepted") });

/** RFC 9457. `errors` points into the body (RFC 6901) and uses the page's words. */
export const problemDetails = z.object({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
});
export type ProblemDetails = z.infer<typeof problemDetails>;

export const noSlotsModel = z.object({
  service: z.object({
    slug: z.string(),
    title: z.string(),
    format: z.enum(["online", "offline", "hybrid"]),
    duration_minutes: z.int(),
  }),
  availability: z.enum(["none", "free", "unknown"]),
  waitlist_open: z.boolean(),
  answer_within_working_days: z.int(),
  preferred_contact_methods: z.array(z.enum(TYPED_METHODS)),
  preferred_time_windows: z.array(z.object({ value: z.enum(TIME_WINDOWS), label: z.string() })),
  consents: z.array(z.object({ type: z.string(), version: z.string(), sha256: z.string(), url: z.url() })),
  /** In the order of the page. */
  concierges: z.array(z.object({ messenger: z.enum(MESSENGERS), url: z.url(), bot: z.string() })),
  /** The first of them. */
  concierge: z.object({ url: z.url(), bot: z.string() }).nullable(),
});
