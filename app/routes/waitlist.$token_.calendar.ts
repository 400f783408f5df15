import { redirect } from "react-router";
import { addresses } from "#app/addresses.ts";
import { appContext } from "#app/context.ts";
import { calendarAnswer } from "#app/http/offers/calendar-answer.server.ts";
import { orServiceUnavailable } from "#app/http/unavailable.server.ts";
import type { Route } from "./+types/waitlist.$token_.calendar";

/** The address is a secret, on the way back to the page too. */
const PRIVATE = { "Cache-Control": "no-store", "Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex" };

/** The calendar file of the hour that the person has. Their own page explains why there is none. */
export async function loader({ params: { token }, context }: Route.LoaderArgs) {
  const app = context.get(appContext);
  const page = await orServiceUnavailable(app.getOwnBooking.execute(token));
  if (page.status !== "booked") throw redirect(addresses.request(token), { status: 303, headers: PRIVATE });
  return calendarAnswer(page.booking, app.clock(), PRIVATE);
}
