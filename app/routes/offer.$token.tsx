import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import type { AnswerOutcome } from "#app/application/offers/answer-offer.ts";
import { appContext, requestFacts } from "#app/context.ts";
import { offersCopy } from "#app/copy/offers.ts";
import { copy } from "#app/copy/ru.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { offerForm } from "#app/forms/offers/offer-form.ts";
import { withoutClosingMarks } from "#app/http/edge/closing-marks.ts";
import { refuseForeign } from "#app/http/foreign-form.server.ts";
import { cancelHour } from "#app/http/offers/cancel-hour.server.ts";
import { readForm } from "#app/http/read-form.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { Head } from "#app/ui/head.tsx";
import { CancelPage } from "#app/ui/offers/booking.tsx";
import { OfferEndPage, OfferPage, sayingOf } from "#app/ui/offers/offer-page.tsx";
import { type OfferDone, offerDoneIn, offerView } from "#app/views/offers/offer-view.ts";
import type { Route } from "./+types/offer.$token";

/** Shows, and changes nothing: mail scanners open every link. */
export async function loader({ params, url, context }: Route.LoaderArgs) {
  const app = context.get(appContext);
  const token = withoutClosingMarks(params.token);
  if (token !== params.token && token !== "")
    return redirect(addresses.offer(token), { status: 303, headers: headers() });
  const page = await orServiceUnavailable(app.getOfferPage.execute(token));
  const seen = { done: offerDoneIn(url), now: app.clock() };
  const view = page.status === "shown" ? offerView(page, token, seen) : null;
  const removed = page.status === "removed";
  return data({ view, removed, origin: app.config.publicOrigin }, { status: view ? 200 : removed ? 410 : 404 });
}

export async function action({ request, params: { token }, context }: Route.ActionArgs) {
  const app = context.get(appContext);
  const read = await readForm(request, context.get(requestFacts));
  if (read.status === "foreign") return refuse(formError(refuseForeign(read.foreign, app.logger)), 403);
  if (read.status !== "read") return refuse(formError([copy.errors.unreadable]));
  const submission = parseWithZod(read.form, { schema: offerForm });
  if (submission.status !== "success") return refuse(submission.reply());

  // A private link cancels and returns too, at its own address: here it is as unknown as any other.
  const { status: known } = await orServiceUnavailable(app.getOfferPage.execute(token));
  if (known === "unknown-link") return gone();
  if (known === "removed") return shows("removed", 410);
  const { value } = submission;
  switch (value.intent) {
    case "accept":
      return answered({ yes: true });
    case "decline":
      return answered({ yes: false, reason: value.reason ?? null });
    case "cancel": {
      const { back, booking: bookingId } = value;
      if (!back) return data({ shown: "cancel" as const, bookingId, lastResult: undefined });
      const status = await orServiceUnavailable(cancelHour(app, { token, bookingId, back }));
      if (status === "unknown") return gone();
      return toPage(status === "too-late" ? null : back === "list" ? "returned" : "cancelled");
    }
    case "return": {
      const { status } = await orServiceUnavailable(app.returnToList.execute({ token }));
      return status === "unknown-link" ? gone() : toPage("returned");
    }
  }

  async function answered(answer: { yes: true } | { yes: false; reason: "time" | "later" | "not_needed" | null }) {
    const outcome = await orServiceUnavailable(app.answerOffer.execute({ offer: { token }, answer, source: "web" }));
    return outcome.status === "unknown-link" ? gone() : toPage(doneBy(outcome));
  }
  function toPage(done: OfferDone | null) {
    return redirect(addresses.offer(token, done ? { done } : {}), { status: 303, headers: headers() });
  }
  async function refuse(lastResult: LastResult, refusal = 400) {
    const { status } = await orServiceUnavailable(app.getOfferPage.execute(token));
    if (status === "removed") return shows("removed", 410);
    return status === "shown" ? shows("offer", refusal, lastResult) : gone();
  }
}

/** What the page after the redirect says first; what surprised the person is said by the state itself. */
function doneBy({ status }: Exclude<AnswerOutcome, { status: "unknown-link" }>): OfferDone | null {
  switch (status) {
    case "booked":
    case "yours":
      return "accepted";
    case "declined":
    case "kept":
      return status;
    case "over":
      return null;
  }
}

const formError = (messages: string[]) => ({ status: "error" as const, error: { "": messages } });

type Shown = "offer" | "removed" | "gone";
const shows = (shown: Shown, status = 200, lastResult?: LastResult) =>
  data({ shown, bookingId: null, lastResult }, { status });
const gone = () => shows("gone", 404);

/** The address is a secret: no site receives it as a referrer, ours included, and no cache stores the page. */
export function headers() {
  return { "Referrer-Policy": "strict-origin", "Cache-Control": "no-store", "X-Robots-Tag": "noindex" };
}

export default function Offer({ loaderData, actionData }: Route.ComponentProps) {
  const { view, removed, origin } = loaderData;
  const { shown = "offer", bookingId = null, lastResult } = actionData ?? {};
  return (
    <>
      <Head page="offer" path={null} origin={origin} title={title()} error={lastResult !== undefined} />
      {page()}
    </>
  );

  /** A screen reader reads the title first. */
  function title(): string {
    if (removed || shown === "removed") return offersCopy.page.over.slot_gone.title;
    if (!view || shown === "gone") return offersCopy.page.gone.title;
    if (shown === "cancel") return offersCopy.booked.ask;
    const { state, done } = view;
    if (state.kind === "yours") return done ? offersCopy.booked.done : offersCopy.booked.title;
    return done === "declined" ? offersCopy.page.declined : sayingOf(state).title;
  }

  function page() {
    if (removed || shown === "removed") return <OfferEndPage {...offersCopy.page.over.slot_gone} />;
    if (!view || shown === "gone") return <OfferEndPage {...offersCopy.page.gone} />;
    if (bookingId !== null) return <CancelPage action={view.action} id={bookingId} />;
    return <OfferPage {...view} done={lastResult ? null : view.done} lastResult={lastResult} />;
  }
}
