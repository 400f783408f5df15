import type { UndeliveredList } from "#app/application/people/undelivered/get-undelivered.ts";
import { channelNames, deliveryFailure, undeliveredCopy as words } from "#app/copy/delivery.ts";
import { NO_CHANNEL, type PromisedCall, type Undelivered } from "#app/domain/people/delivery.ts";
import { dateLabel, momentLabel } from "../dates.ts";

/** What an operator is to tell by other means, for display. No contact is here. */
export function undeliveredView({ undelivered, promised, timeZone }: UndeliveredList): UndeliveredRow[] {
  const about = ({ requestId, serviceTitle, since, until }: Undelivered | PromisedCall) => ({
    requestId,
    what: words.what(serviceTitle, until === null ? words.atOnce : words.until(momentLabel(until, timeZone))),
    since: words.since(dateLabel(since, timeZone)),
  });
  return [
    ...undelivered.map((each) => ({
      ...about(each),
      id: each.id,
      say: words.say[each.about],
      why: whyOf(each, timeZone),
    })),
    ...promised.map((each) => ({
      ...about(each),
      id: null,
      say: words.promised.say,
      why: words.promised.why[each.method],
    })),
  ];
}

function whyOf({ channel, errorCode, failedAt }: Undelivered, timeZone: string): string {
  if (errorCode === NO_CHANNEL) return words.noChannel;
  const [name, why] = [channelNames[channel], deliveryFailure(channel, errorCode)];
  return failedAt ? words.failed(name, momentLabel(failedAt, timeZone), why) : words.waiting(name, why);
}

export type UndeliveredRow = {
  /** The message that did not arrive; `null`: there was none, and the request itself is to be answered. */
  id: string | null;
  requestId: string;
  /** The service, and until when it helps. */
  what: string;
  since: string;
  say: string;
  why: string;
};
