import { parseWithZod } from "@conform-to/zod/v4";
import { data } from "react-router";
import { appContext, requestFacts } from "#app/context.ts";
import { copy } from "#app/copy/ru.ts";
import { contactOf, HONEYPOT, waitlistForm } from "#app/forms/waitlist/waitlist-form.ts";
import { refuseForeign } from "#app/http/foreign-form.server.ts";
import { fitForFastLane } from "#app/http/lane/fast-lane-loader.server.ts";
import { isPageView, visitOf } from "#app/http/visits.server.ts";
import { readForm } from "#app/http/read-form.server.ts";
import { Head } from "#app/ui/head.tsx";
import { NoSlotsPage, noSlotsTitle } from "#app/ui/waitlist/no-slots-page.tsx";
import { noSlotsView } from "#app/views/waitlist/no-slots-view.ts";
import type { Route } from "./+types/booking.no-slots";

const PAGE = "/booking/no-slots/";

export const loader = fitForFastLane(async ({ request, url, context }) => {
  const app = context.get(appContext);
  const page = await app.getNoSlotsPage.execute(url.searchParams.get("service_slug"));
  const facts = context.get(requestFacts);
  if (page.status === "service" && page.availability.status === "none" && isPageView(request, facts)) {
    const visit = visitOf({ request, url }, PAGE);
    const view = { serviceSlug: page.service.slug, visit, addressPrefix: facts.addressPrefix };
    facts.whenShown(() => app.recordView.execute(view));
  }
  const view = noSlotsView(page, { telegramBot: app.config.telegramBot, query: url.searchParams });
  const status = page.status === "choose-service" && page.unknown ? 404 : page.status === "unreadable" ? 503 : 200;
  return data({ view, origin: app.config.publicOrigin }, { status });
});

export async function action({ request, url, context }: Route.ActionArgs) {
  const app = context.get(appContext);
  const facts = context.get(requestFacts);
  const read = await readForm(request, facts);
  if (read.status === "too-large") return refuseUnread(413, copy.errors.tooLarge);
  if (read.status === "not-a-form") return refuseUnread(415, copy.errors.unreadable);

  const schema = waitlistForm({ concierge: app.openConcierge !== null });
  if (read.status === "foreign") {
    const formErrors = refuseForeign(read.foreign, app.logger);
    return data({ lastResult: parseWithZod(read.typed, { schema }).reply({ formErrors }) }, { status: 403 });
  }
  const submission = parseWithZod(read.form, { schema });
  if (submission.status !== "success") return data({ lastResult: submission.reply() }, { status: 400 });
  const refuse = (status: number, message: string, headers?: HeadersInit) =>
    data({ lastResult: submission.reply({ formErrors: [message] }) }, { status, headers });

  const admission = await app.limits.admit(facts.addressPrefix);
  if (!admission.admitted) {
    return refuse(429, copy.errors.rateLimited, { "Retry-After": String(admission.retryAfterSeconds) });
  }
  const outcome = await app.createWaitlistRequest.execute({
    serviceSlug: url.searchParams.get("service_slug") ?? "",
    contact: contactOf(submission.value),
    preferredTimeWindow: submission.value.preferred_time_window,
    channel: { source: "web", consentMethod: "web_form" },
    visit: visitOf({ request, url }, PAGE),
    suspect: Boolean(submission.value[HONEYPOT]?.length),
  });
  switch (outcome.status) {
    case "accepted":
      return new Response(null, { status: 303, headers: { Location: `${PAGE}thanks/` } });
    case "unknown-service":
      return refuse(404, copy.errors.unknownService);
    case "waitlist-paused":
      return refuse(400, copy.errors.paused);
    case "unavailable":
      return refuse(503, copy.errors.unavailable, { "Retry-After": "30" });
  }
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
        path={PAGE}
        origin={loaderData.origin}
        title={noSlotsTitle(loaderData.view)}
        error={lastResult !== undefined}
      />
      <NoSlotsPage view={loaderData.view} lastResult={lastResult} />
    </>
  );
}
