import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext, requestFacts } from "#app/context.ts";
import { consentCopy } from "#app/copy/consent.ts";
import { copy } from "#app/copy/ru.ts";
import { SHOWN_DOCUMENTS } from "#app/forms/field-names.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { consentForHour, consentForList } from "#app/forms/offers/consent-form.ts";
import { askedAgain, shownBy } from "#app/forms/waitlist/shown-documents.ts";
import { withoutClosingMarks } from "#app/http/edge/closing-marks.ts";
import { refuseForeign } from "#app/http/foreign-form.server.ts";
import { readForm } from "#app/http/read-form.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { visitOf } from "#app/http/visits.server.ts";
import { Head } from "#app/ui/head.tsx";
import { ConsentGonePage, ConsentPage, RefusedPage, titleOf } from "#app/ui/offers/consent-page.tsx";
import { consentView } from "#app/views/offers/consent-view.ts";
import type { Route } from "./+types/consent.$token";

/** Shows, and changes nothing: mail scanners open every link. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const app = context.get(appContext);
  const token = withoutClosingMarks(params.token);
  if (token !== params.token && token !== "")
    return redirect(addresses.consent(token), { status: 303, headers: headers() });
  const page = await orServiceUnavailable(app.getConsentPage.execute(token));
  const view = page && consentView(page, token);
  const { publicOrigin: origin, messengers } = app.config;
  return data({ view, origin, messengers }, { status: view ? 200 : 404 });
}

export async function action({ request, url, params: { token }, context }: Route.ActionArgs) {
  const app = context.get(appContext);
  const read = await readForm(request, context.get(requestFacts));
  if (read.status === "foreign") return refuse(formError(refuseForeign(read.foreign, app.logger)), 403);
  if (read.status !== "read") return refuse(formError([copy.errors.unreadable]), 400);
  const page = await orServiceUnavailable(app.getConsentPage.execute(token));
  // A second press finds no page any more, and is answered like the first one.
  const schema = page?.startsAt === null ? consentForList : consentForHour;
  const submission = parseWithZod(read.form, { schema });
  if (submission.status !== "success") return refuse(submission.reply(), 400);
  const { value } = submission;
  if (value.intent === "refuse") {
    await orServiceUnavailable(app.giveUpCaller.refuse(token));
    return shows("refused", 200);
  }
  const consents = shownBy(value[SHOWN_DOCUMENTS], app.practiceMemory.consents, app.clock());
  if (consents === null) return refuse(submission.reply({ fieldErrors: askedAgain }), 409);
  const window = value.preferred_time_window ?? "any";
  // The pattern, never the address: the token opens the page of a person.
  const visit = visitOf({ request, url }, addresses.consent.path, app.config.utmMarks);
  const outcome = await app.giveConsent.execute({ token, window, visit, consents });
  switch (outcome.status) {
    case "agreed": {
      const of = await app.thanksLinks.seal(outcome.sent, app.clock());
      return redirect(addresses.thanks({ of }), { status: 303, headers: headers() });
    }
    case "unknown-link":
      return shows("gone", 404);
    case "unavailable":
      return refuse(submission.reply({ formErrors: [copy.errors.unavailable] }), 503);
  }

  async function refuse(lastResult: LastResult, status: number) {
    const known = await orServiceUnavailable(app.getConsentPage.execute(token));
    return known ? shows("page", status, lastResult) : shows("gone", 404);
  }
}

const formError = (messages: string[]) => ({ status: "error" as const, error: { "": messages } });

type Shown = "page" | "gone" | "refused";
const shows = (shown: Shown, status: number, lastResult?: LastResult) => data({ shown, lastResult }, { status });

/** The address is a secret: no site receives it as a referrer, ours included, and no cache stores the page. */
export function headers() {
  return { "Referrer-Policy": "strict-origin", "Cache-Control": "no-store", "X-Robots-Tag": "noindex" };
}

export default function Consent({ loaderData: { view, origin, messengers }, actionData }: Route.ComponentProps) {
  const { shown = "page", lastResult } = actionData ?? {};
  return (
    <>
      <Head page="consent" path={null} origin={origin} title={title()} error={lastResult !== undefined} />
      {page()}
    </>
  );

  /** A screen reader reads the title first. */
  function title(): string {
    if (shown === "refused") return consentCopy.page.refused.title;
    return view && shown === "page" ? titleOf(view) : consentCopy.page.gone.title;
  }

  function page() {
    if (shown === "refused") return <RefusedPage />;
    if (!view || shown !== "page") return <ConsentGonePage />;
    return <ConsentPage view={view} messengers={messengers} lastResult={lastResult} />;
  }
}
