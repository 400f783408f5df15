import type { Repositories } from "#app/application/ports/database.ts";
import { SILENCES_BEFORE_QUESTION, silencesInRow } from "#app/domain/offers/ended-holds.ts";
import { lastSignOf } from "#app/domain/waitlist-request.ts";

/**
 * «Ждать дальше?» after silence in a row since the person's last sign, in the caller's transaction, which holds the request. A call without an
 * answer is silence too.
 */
export async function askAfterSilence(
  { waitlistRequests, offers, line, jobs }: Repositories,
  requestId: string,
  now: Date,
): Promise<void> {
  const request = await waitlistRequests.find(requestId);
  if (!request) return;
  const since = lastSignOf(request);
  const made = (await offers.ofRequest(requestId)).filter(({ offeredAt }) => offeredAt >= since);
  if (silencesInRow(made) < SILENCES_BEFORE_QUESTION) return;
  await line.mark(requestId, { askedToWaitAt: now });
  await jobs.enqueue([{ name: "ask-to-wait", data: { requestId } }]);
}
