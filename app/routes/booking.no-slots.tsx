import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext, requestFacts } from "#app/context.ts";
import { copy } from "#app/copy/ru.ts";
import { withChosenMethod } from "#app/forms/contact-fields.ts";
import { CORRECT, HONEYPOT, INSTEAD_OF, SHOWN_DOCUMENTS } from "#app/forms/field-names.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { askedAgain, shownBy } from "#app/forms/waitlist/shown-documents.ts";
import { contactOf, waitlistForm } from "#app/forms/waitlist/waitlist-form.ts";
import { askedSlug } from "#app/http/edge/closing-marks.ts";
import { refuseForeign } from "#app/http/foreign-form.server.ts";
import { fitForFastLane } from "#app/http/lane/fast-lane-loader.server.ts";
import { oncePerUrl } from "#app/http/lane/once-per-url.ts";
import { readForm } from "#app/http/read-form.server.ts";
import { isPageView, marksOf, visitOf } from "#app/http/visits.server.ts";
import { Head } from "#app/ui/head.tsx";
import { NoSlotsPage, noSlotsTitle } from "#app/ui/waitlist/no-slots-page.tsx";
import { saidOf } from "#app/views/chat/concierge-link.ts";
import { noSlotsView } from "#app/views/waitlist/no-slots-view.ts";
import type { Route } from "./+types/booking.no-slots";

const slugOf = oncePerUrl<void, string | null>(askedSlug);

export const loader = fitForFastLane(async ({ request, url, context }) => {
  const app = context.get(appContext);
  const page = await app.getNoSlotsPage.execute(slugOf(url));
  const facts = context.get(requestFacts);
  const { utm, dropped } = marksOf(url, app.config.utmMarks);
  if (page.status === "service" && page.availability.status === "none" && isPageView(request, facts)) {
    const visit = visitOf({ request, url }, addresses.noSlots.path, app.config.utmMarks);
    const view = { serviceSlug: page.service.slug, visit, addressPrefix: facts.addressPrefix };
    facts.whenShown(() => {
      app.droppedMarks.add(dropped);
      app.recordView.execute(view);
    });
  }
  const view = noSlotsView(page, {
    bots: app.config.bots,
    messengers: app.config.messengers,
    utm,
    query: url.searchParams,
    now: app.clock(),
  });
  const status = page.status === "choose-service" && page.unknown ? 404 : page.status === "unreadable" ? 503 : 200;
  return data({ view, origin: app.config.publicOrigin }, { status });
});

export async function action({ request, url, context }: Route.ActionArgs) {
  const app = context.get(appContext);
  const facts = context.get(requestFacts);
  const read = await readForm(request, facts);
  if (read.status === "too-large") return refuseUnread(413, copy.errors.tooLarge);
  if (read.status === "not-a-form") return refuseUnread(415, copy.errors.unreadable);

  const schema = waitlistForm(saidOf(app.config));
  if (read.status === "foreign") {
    const formErrors = refuseForeign(read.foreign, app.logger);
    return data(
      { lastResult: parseWithZod(withChosenMethod(read.typed), { schema }).reply({ formErrors }) },
      { status: 403 },
    );
  }
  if (read.form.has(CORRECT)) return data({ lastResult: toCorrect(read.form) });
  const submission = parseWithZod(withChosenMethod(read.form), { schema });
  if (submission.status !== "success") return data({ lastResult: submission.reply() }, { status: 400 });
  const consents = shownBy(submission.value[SHOWN_DOCUMENTS], app.practiceMemory.consents, app.clock());
  if (consents === null) return data({ lastResult: submission.reply({ fieldErrors: askedAgain }) }, { status: 409 });
  const refuse = (status: number, message: string, headers?: HeadersInit) =>
    data({ lastResult: submission.reply({ formErrors: [message] }) }, { status, headers });

  const admission = await app.limits.admit(facts.addressPrefix);
  if (!admission.admitted) {
    return refuse(429, copy.errors.rateLimited, { "Retry-After": String(admission.retryAfterSeconds) });
  }
  const { preferred_time_window: timeWindow, [INSTEAD_OF]: sealed } = submission.value;
  const corrected = typeof sealed === "string" ? await app.thanksLinks.open(sealed, app.clock()) : null;
  const outcome = await app.createWaitlistRequest.execute({
    serviceSlug: askedSlug(url.searchParams) ?? "",
    contact: contactOf(submission.value),
    preferredTimeWindow: timeWindow,
    source: "web",
    consents,
    visit: visitOf({ request, url }, addresses.noSlots.path, app.config.utmMarks),
    suspect: [submission.value[HONEYPOT]].flat().some(Boolean),
    // A request that was there before belongs to its person, not to the sender of a repeat.
    insteadOf: corrected?.isNew ? corrected.requestId : undefined,
  });
  switch (outcome.status) {
    case "accepted": {
      const of = await app.thanksLinks.seal({ ...outcome, timeWindow, hour: null }, app.clock());
      return new Response(null, { status: 303, headers: { Location: addresses.thanks({ of }) } });
    }
    case "unknown-service":
      return refuse(404, copy.errors.unknownService);
    case "waitlist-paused":
      return refuse(400, copy.errors.paused);
    case "unavailable":
      return refuse(503, copy.errors.unavailable, { "Retry-After": "30" });
  }
}

/** The fields of a form that is shown again, without errors. */
function toCorrect(form: FormData): LastResult {
  const typed = [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
  return { initialValue: Object.fromEntries(typed) };
}

function refuseUnread(status: number, message: string) {
  return data({ lastResult: { status: "error" as const, error: { "": [message] } } }, { status });
}

export function headers({ actionHeaders }: Route.HeadersArgs) {
  return actionHeaders ?? {};
}

export default function NoSlots({ loaderData, actionData }: Route.ComponentProps) {
  const lastResult = actionData?.lastResult;
  return (
    <>
      <Head
        page="noSlots"
        path={addresses.noSlots()}
        origin={loaderData.origin}
        title={lastResult === undefined ? noSlotsTitle(loaderData.view) : copy.noSlots.titles.refused}
        error={Boolean(lastResult?.error)}
      />
      <NoSlotsPage view={loaderData.view} lastResult={lastResult} />
    </>
  );
}
