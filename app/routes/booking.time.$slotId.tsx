import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext, requestFacts } from "#app/context.ts";
import { bookingCopy } from "#app/copy/booking.ts";
import { copy } from "#app/copy/ru.ts";
import { withChosenMethod } from "#app/forms/contact-fields.ts";
import { CORRECT, HONEYPOT, INSTEAD_OF, SHOWN_DOCUMENTS } from "#app/forms/field-names.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { askedAgain, shownBy } from "#app/forms/waitlist/shown-documents.ts";
import { contactOf, hourForm } from "#app/forms/waitlist/waitlist-form.ts";
import { askedSlug } from "#app/http/edge/closing-marks.ts";
import { refuseForeign } from "#app/http/foreign-form.server.ts";
import { fitForFastLane } from "#app/http/lane/fast-lane-loader.server.ts";
import { readForm } from "#app/http/read-form.server.ts";
import { uuidOrNull } from "#app/http/uuid-param.ts";
import { visitOf } from "#app/http/visits.server.ts";
import { Head } from "#app/ui/head.tsx";
import { HourPage, hourTitle } from "#app/ui/timetable/hour-page.tsx";
import { saidOf } from "#app/views/chat/concierge-link.ts";
import { type AskedHourView, hourView } from "#app/views/timetable/hour-view.ts";
import type { Route } from "./+types/booking.time.$slotId";

/** No slot has this id: a malformed one is as unknown as any other. */
const NO_SLOT = "00000000-0000-0000-0000-000000000000";
const slotIdOf = (param: string | undefined) => uuidOrNull(param ?? null) ?? NO_SLOT;

export const loader = fitForFastLane(async ({ url, params, context }) => {
  const { getHourPage, config } = context.get(appContext);
  const slotId = slotIdOf(params.slotId);
  const page = await getHourPage.execute({ slotId, serviceSlug: askedSlug(url.searchParams) });
  if (page.status === "free" && page.service.bookingUrl !== null) return redirect(page.service.bookingUrl, 303);
  const { bots, messengers, utmMarks: marks } = config;
  const view = hourView(page, { slotId, bots, messengers, marks, query: url.searchParams });
  const status = page.status === "free" ? 200 : page.status === "unreadable" ? 503 : 404;
  return data({ view, origin: config.publicOrigin }, { status });
});

export async function action({ request, url, params, context }: Route.ActionArgs) {
  const app = context.get(appContext);
  const facts = context.get(requestFacts);
  const slotId = slotIdOf(params.slotId);
  const read = await readForm(request, facts);
  if (read.status === "too-large") return refuseUnread(413, copy.errors.tooLarge);
  if (read.status === "not-a-form") return refuseUnread(415, copy.errors.unreadable);

  const schema = hourForm(saidOf(app.config));
  if (read.status === "foreign") {
    const formErrors = refuseForeign(read.foreign, app.logger);
    const lastResult = parseWithZod(withChosenMethod(read.typed), { schema }).reply({ formErrors });
    return answer(403, lastResult);
  }
  const serviceSlug = askedSlug(url.searchParams);
  const view = await viewOfForm();
  if (read.form.has(CORRECT)) return answer(200, toCorrect(read.form), view);
  const submission = parseWithZod(withChosenMethod(read.form), { schema });
  if (submission.status !== "success") return answer(400, submission.reply(), view);
  const consents = shownBy(submission.value[SHOWN_DOCUMENTS], app.practiceMemory.consents, app.clock());
  if (consents === null) return answer(409, submission.reply({ fieldErrors: askedAgain }), view);
  const refuse = (status: number, message: string, shown: AskedHourView | null = view, headers?: HeadersInit) =>
    answer(status, submission.reply({ formErrors: [message] }), shown, headers);

  const { addressPrefix } = facts;
  const contact = contactOf(submission.value);
  const admission = await app.limits.admit(addressPrefix);
  if (!admission.admitted) {
    return refuse(429, copy.errors.rateLimited, view, { "Retry-After": String(admission.retryAfterSeconds) });
  }
  const sent = { addressPrefix, slotId, contact };
  const before = app.recentAsks.find(sent);
  if (before) return thanks(before);
  const hours = await app.limits.admitHour(addressPrefix);
  if (!hours.admitted) {
    const { rateLimited } = bookingCopy.hour.errors;
    return refuse(429, rateLimited, view, { "Retry-After": String(hours.retryAfterSeconds) });
  }
  const sealed = submission.value[INSTEAD_OF];
  const corrected = typeof sealed === "string" ? await app.thanksLinks.open(sealed, app.clock()) : null;
  const outcome = await app.askForHour.execute({
    slotId,
    serviceSlug: serviceSlug ?? "",
    contact,
    source: "web",
    consents,
    visit: visitOf({ request, url }, addresses.hour.path, app.config.utmMarks),
    suspect: [submission.value[HONEYPOT]].flat().some(Boolean),
    // A request that was there before belongs to its person, not to the sender of a repeat.
    insteadOf: corrected?.isNew ? corrected.requestId : undefined,
  });
  switch (outcome.status) {
    case "asked":
      app.recentAsks.remember(sent, outcome);
      return thanks(outcome);
    case "not-free":
    case "unknown-service": {
      const twice = app.recentAsks.find(sent);
      return twice ? thanks(twice) : refuse(409, bookingCopy.hour.errors.taken, null);
    }
    case "unavailable":
      return refuse(503, copy.errors.unavailable, view, { "Retry-After": "30" });
  }

  async function thanks(asked: Extract<Awaited<ReturnType<typeof app.askForHour.execute>>, { status: "asked" }>) {
    const of = await app.thanksLinks.seal({ ...asked, timeWindow: "any" }, app.clock());
    return new Response(null, { status: 303, headers: { Location: addresses.thanks({ of }) } });
  }

  /** The form of an hour that its own sender holds, while they correct the contact. `null`: the page as it is now. */
  async function viewOfForm(): Promise<AskedHourView | null> {
    const mark = read.status === "read" ? read.form.get(INSTEAD_OF) : null;
    const held = typeof mark === "string" ? await app.thanksLinks.open(mark, app.clock()) : null;
    if (held?.hour?.slotId !== slotId) return null;
    const page = await app.getHourPage.execute({ slotId, serviceSlug });
    if (page.status !== "not-free" || !page.service) return null;
    const { service, practice } = page;
    const { startsAt } = held.hour;
    const slot = { id: slotId, serviceId: service.id, otherServiceIds: [], startsAt, endsAt: startsAt };
    const { bots, messengers, utmMarks: marks } = app.config;
    const free = { status: "free", slot, service, practice } as const;
    return hourView(free, { slotId, bots, messengers, marks, query: url.searchParams });
  }
}

function answer(status: number, lastResult: LastResult, view: AskedHourView | null = null, headers?: HeadersInit) {
  return data({ lastResult, view }, { status, ...(headers ? { headers } : {}) });
}

/** The fields of a form that is shown again, without errors. */
function toCorrect(form: FormData): LastResult {
  const typed = [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
  return { initialValue: Object.fromEntries(typed) };
}

function refuseUnread(status: number, message: string) {
  return answer(status, { status: "error" as const, error: { "": [message] } });
}

export function headers({ actionHeaders }: Route.HeadersArgs) {
  return actionHeaders ?? {};
}

export default function Hour({ params, loaderData, actionData }: Route.ComponentProps) {
  const lastResult = actionData?.lastResult;
  const view = actionData?.view ?? loaderData.view;
  return (
    <>
      <Head
        page="hour"
        path={addresses.hour(params.slotId)}
        origin={loaderData.origin}
        title={lastResult === undefined ? hourTitle(view) : bookingCopy.hour.refused}
        error={Boolean(lastResult?.error)}
      />
      <HourPage view={view} lastResult={lastResult} />
    </>
  );
}
