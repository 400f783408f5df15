import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext, requestFacts } from "#app/context.ts";
import { offersCopy } from "#app/copy/offers.ts";
import { requestCopy } from "#app/copy/requests.ts";
import { bookingForm } from "#app/forms/offers/offer-form.ts";
import { refuseForeign } from "#app/http/foreign-form.server.ts";
import { cancelHour } from "#app/http/offers/cancel-hour.server.ts";
import { readForm } from "#app/http/read-form.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import { Head } from "#app/ui/head.tsx";
import { BookedPage, CancelledPage, CancelPage } from "#app/ui/offers/booking.tsx";
import { LinkGonePage } from "#app/ui/waitlist/link-gone-page.tsx";
import { bookingView } from "#app/views/offers/offer-view.ts";
import type { Route } from "./+types/waitlist.$token_.booking";

/** Shows, and changes nothing: mail scanners open every link. */
export async function loader({ params: { token }, context }: Route.LoaderArgs) {
  const app = context.get(appContext);
  const page = await orServiceUnavailable(app.getOwnBooking.execute(token));
  const { publicOrigin: origin } = app.config;
  switch (page.status) {
    case "waiting":
      return redirect(addresses.request(token), { status: 303, headers: headers() });
    case "unknown-link":
      return data({ shown: "gone" as const, booking: null, origin }, { status: 404 });
    case "cancelled":
      return data({ shown: "cancelled" as const, booking: null, origin });
    case "booked": {
      const hrefs = { action: addresses.ownBooking(token), calendarHref: addresses.ownCalendar(token) };
      const booking = { ...hrefs, ...bookingView(page.booking, page, app.clock()) };
      return data({ shown: "booked" as const, booking, origin });
    }
  }
}

export async function action({ request, params: { token }, context }: Route.ActionArgs) {
  const app = context.get(appContext);
  const read = await readForm(request, context.get(requestFacts));
  if (read.status === "foreign") refuseForeign(read.foreign, app.logger);
  const submission = read.status === "read" ? parseWithZod(read.form, { schema: bookingForm }) : null;
  const { status: known } = await orServiceUnavailable(app.getOwnBooking.execute(token));
  if (known === "unknown-link") return data({ bookingId: null }, { status: 404 });
  // The page says how it is now: nothing was typed that could be lost.
  if (submission?.status !== "success")
    return data({ bookingId: null }, { status: read.status === "foreign" ? 403 : 400 });
  const { value } = submission;
  if (value.intent === "return") {
    await orServiceUnavailable(app.returnToList.execute({ token }));
    return toPage();
  }
  const { back, booking: bookingId } = value;
  if (!back) return data({ bookingId });
  await orServiceUnavailable(cancelHour(app, { token, bookingId, back }));
  return toPage();

  function toPage() {
    return redirect(addresses.ownBooking(token), { status: 303, headers: headers() });
  }
}

/** The address is a secret: no site receives it as a referrer, ours included, and no cache stores the page. */
export function headers() {
  return { "Referrer-Policy": "strict-origin", "Cache-Control": "no-store", "X-Robots-Tag": "noindex" };
}

export default function Booking({ params: { token }, loaderData, actionData }: Route.ComponentProps) {
  const { shown, booking, origin } = loaderData;
  const asked = actionData?.bookingId ?? null;
  const own = addresses.ownBooking(token);
  return (
    <>
      <Head page="request" path={null} origin={origin} title={title()} />
      {page()}
    </>
  );

  /** A screen reader reads the title first. */
  function title(): string {
    if (asked !== null) return offersCopy.booked.ask;
    if (shown === "booked") return offersCopy.booked.title;
    return shown === "cancelled" ? offersCopy.booked.cancelled : requestCopy.gone.title;
  }

  function page() {
    if (shown === "gone") return <LinkGonePage />;
    if (shown === "cancelled" || !booking) return <CancelledPage action={own} />;
    if (asked !== null) return <CancelPage action={own} id={asked} />;
    return <BookedPage booking={booking} isNew={false} />;
  }
}
