import type { CancelOutcome } from "#app/application/offers/booking/cancel-booking.ts";
import type { App } from "#app/context.ts";

/** The person cancels an hour by the token of an offer or of their private link, and returns to the list where they wish to. */
export async function cancelHour(
  { cancelBooking, returnToList }: Pick<App, "cancelBooking" | "returnToList">,
  { token, bookingId, back }: { token: string; bookingId: string; back: "list" | "no" },
): Promise<CancelOutcome["status"]> {
  const { status } = await cancelBooking.execute({ by: "person", bookingId, token, source: "web" });
  // A repeated press completes what the first one may have left undone.
  if (back === "list" && (status === "cancelled" || status === "already")) await returnToList.execute({ token });
  return status;
}
