import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext, requestFacts } from "#app/context.ts";
import { requestCopy } from "#app/copy/requests.ts";
import { copy } from "#app/copy/ru.ts";
import { storedCopy } from "#app/copy/stored.ts";
import type { LastResult } from "#app/forms/last-result.ts";
import { isOneClickUnsubscribe, requestForm } from "#app/forms/waitlist/request-form.ts";
import { withoutClosingMarks } from "#app/http/edge/closing-marks.ts";
import { refuseForeign } from "#app/http/foreign-form.server.ts";
import { readForm } from "#app/http/read-form.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { visitOf } from "#app/http/visits.server.ts";
import { Head } from "#app/ui/head.tsx";
import { EndedWithHourPage } from "#app/ui/offers/booking.tsx";
import { ConfirmErasurePage, ErasedPage } from "#app/ui/privacy/erase-pages.tsx";
import { StoredPage } from "#app/ui/privacy/stored-page.tsx";
import { LeftPage } from "#app/ui/waitlist/left-page.tsx";
import { LinkGonePage } from "#app/ui/waitlist/link-gone-page.tsx";
import { RequestPage } from "#app/ui/waitlist/request-page.tsx";
import { changeOf, doneIn, requestView } from "#app/views/waitlist/own-request.ts";
import { storedView } from "#app/views/waitlist/stored-view.ts";
import type { Route } from "./+types/waitlist.$token";

/** Shows, and changes nothing: mail scanners open every link. */
export async function loader({ params, url, context }: Route.LoaderArgs) {
  const app = context.get(appContext);
  const token = withoutClosingMarks(params.token);
  if (token !== params.token && token !== "")
    return redirect(addresses.request(token), { status: 303, headers: headers() });
  const page = await orServiceUnavailable(app.getRequestPage.execute(token));
  const booked = page.status === "booked";
  const view =
    page.status === "active" ? requestView(page, params.token, { done: doneIn(url), now: app.clock() }) : null;
  const left = page.status === "closed" && page.left && url.searchParams.get("done") === "left";
  return data({ view, left, booked, origin: app.config.publicOrigin }, { status: view || left || booked ? 200 : 404 });
}

/** The page's buttons, and a mail program's one-click `List-Unsubscribe` (RFC 8058), which leaves. */
export async function action({ request, url, params: { token }, context }: Route.ActionArgs) {
  const app = context.get(appContext);
  // The pattern, never the address: the token opens a person's request.
  const visit = visitOf({ request, url }, addresses.request.path, app.config.utmMarks);
  const read = await readForm(request, context.get(requestFacts));
  if (read.status === "foreign") return refuse(formError(refuseForeign(read.foreign, app.logger)), 403);
  if (read.status !== "read") return refuse(formError([copy.errors.unreadable]));
  if (isOneClickUnsubscribe(read.form)) return leave();
  const submission = parseWithZod(read.form, { schema: requestForm });
  if (submission.status !== "success") return refuse(submission.reply());

  const { value } = submission;
  switch (value.intent) {
    case "leave":
      return leave();
    case "stored":
      return showStored();
    case "erase":
      return value.confirmed ? erase() : askBeforeErasing();
    case "release":
      return release(value.booking);
    default: {
      const change = changeOf(value);
      const { status } = await orServiceUnavailable(app.changeRequest.execute({ token, change }));
      return status === "changed" ? redirect(addresses.request(token, { done: change.to }), 303) : gone();
    }
  }

  async function leave() {
    const { status } = await orServiceUnavailable(app.leaveWaitlist.execute({ token, visit }));
    return status === "left" ? shows("left") : gone();
  }
  async function release(bookingId: string) {
    const command = { by: "person", token, bookingId, source: "web" } as const;
    const { status } = await orServiceUnavailable(app.cancelBooking.execute(command));
    return status === "unknown" ? gone() : redirect(addresses.request(token, { done: "released" }), 303);
  }
  async function showStored() {
    const outcome = await orServiceUnavailable(app.getStoredData.execute(token));
    if (outcome.status !== "stored") return gone();
    return data({ shown: "stored" as const, lastResult: undefined, stored: storedView(outcome, token) });
  }
  async function erase() {
    const { status } = await orServiceUnavailable(app.eraseRequest.execute({ token, visit }));
    return status === "erased" ? shows("erased") : gone();
  }
  async function askBeforeErasing() {
    const { status } = await orServiceUnavailable(app.getRequestPage.execute(token));
    return status === "unknown-link" ? gone() : shows("confirm-erasure");
  }
  async function refuse(lastResult: LastResult, refusal = 400) {
    const { status } = await orServiceUnavailable(app.getRequestPage.execute(token));
    return status === "active" ? shows("request", refusal, lastResult) : gone();
  }
}

const formError = (messages: string[]) => ({ status: "error" as const, error: { "": messages } });

const endedHrefs = (token: string) => ({
  booking: addresses.ownBooking(token),
  data: addresses.requestData(token),
  own: addresses.request(token),
});

type Shown = "request" | "left" | "confirm-erasure" | "erased" | "gone";
const shows = (shown: Shown, status = 200, lastResult?: LastResult) =>
  data({ shown, lastResult, stored: null }, { status });
const gone = () => shows("gone", 404);

/** The address is a secret: no site receives it as a referrer, ours included, and no cache stores the page. */
export function headers() {
  return { "Referrer-Policy": "strict-origin", "Cache-Control": "no-store", "X-Robots-Tag": "noindex" };
}

export default function OwnRequest({ params, loaderData, actionData }: Route.ComponentProps) {
  const { view, left, booked, origin } = loaderData;
  const { shown = left ? "left" : "request", lastResult, stored = null } = actionData ?? {};
  const href = addresses.request(params.token);
  return (
    <>
      <Head page="request" path={null} origin={origin} title={title()} error={lastResult !== undefined} />
      {page()}
    </>
  );

  /** A screen reader reads the title first. */
  function title(): string {
    switch (shown) {
      case "left":
        return requestCopy.left.title;
      case "confirm-erasure":
        return requestCopy.erase.title;
      case "erased":
        return requestCopy.erased.title;
      case "stored":
        return storedCopy.title;
      case "request": {
        if (!view) return booked ? requestCopy.own.title : requestCopy.gone.title;
        const { done, title } = requestCopy.own;
        return view.done && !lastResult ? `${done[view.done]} · ${title}` : title;
      }
      case "gone":
        return requestCopy.gone.title;
    }
  }

  function page() {
    switch (shown) {
      case "left":
        return <LeftPage action={href} />;
      case "confirm-erasure":
        return (
          <ConfirmErasurePage
            action={href}
            closed={view === null}
            keepHref={view || booked ? href : addresses.request(params.token, { done: "left" })}
          />
        );
      case "erased":
        return <ErasedPage />;
      case "stored":
        return stored && <StoredPage {...stored} />;
      case "request":
        if (view) return <RequestPage {...view} done={lastResult ? null : view.done} lastResult={lastResult} />;
        return booked ? <EndedWithHourPage hrefs={endedHrefs(params.token)} /> : <LinkGonePage />;
      case "gone":
        return <LinkGonePage />;
    }
  }
}
