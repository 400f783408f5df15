import type { UndeliveredList } from "#app/application/people/undelivered/get-undelivered.ts";
import { channelNames, deliveryFailure, undeliveredCopy as words } from "#app/copy/delivery.ts";
import { dateLabel, momentLabel } from "../dates.ts";

/** What an operator is to tell by other means, for display. No contact is here. */
export function undeliveredView({ undelivered, timeZone }: UndeliveredList): UndeliveredRow[] {
  return undelivered.map(({ id, requestId, serviceTitle, since, channel, about, failedAt, errorCode, until }) => {
    const why = deliveryFailure(channel, errorCode);
    const name = channelNames[channel];
    const label = until === null ? words.atOnce : words.until(momentLabel(until, timeZone));
    return {
      id,
      requestId,
      what: words.what(serviceTitle, label),
      since: words.since(dateLabel(since, timeZone)),
      say: words.say[about],
      why: failedAt ? words.failed(name, momentLabel(failedAt, timeZone), why) : words.waiting(name, why),
    };
  });
}

export type UndeliveredRow = {
  id: string;
  requestId: string;
  /** The service, and until when it helps. */
  what: string;
  since: string;
  say: string;
  why: string;
};
