const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Few providers say when their limit resets. Retry after this time. */
export const PROVIDER_PAUSE_MS = HOUR_MS;
/** The operator gets at most one notice in this time. */
const NOTICE_PAUSE_MS = 10 * 60 * 1000;
/** Notices are sent before mails that wait for a limit, and use at most this share of it: visitors' mails come first. */
const NOTICE_SHARE = 1 / 4;

/** The maximum number of mails in any 60 minutes and in any 24 hours, over all recipients. */
export type MailCeilings = { perHour: number; perDay: number };

/** The reason for a delay: our own limit, or the provider's. */
export type MailHold = { by: "hour" | "day"; most: number } | { by: "provider" };

/** Mails sent before this moment no longer count towards a limit. */
export const ceilingsCountSince = (now: Date) => new Date(now.getTime() - DAY_MS);

/**
 * When a mail may be sent: now, or later if a limit is reached. `sent`: send times of the last 24 hours,
 * oldest first. `ahead`: the number of mails in front. `from`: the earliest moment for any of them.
 */
export function mailTurn(line: { sent: Date[]; ahead: number; from: Date }, { perHour, perDay }: MailCeilings): Date {
  const times = line.sent.map((at) => at.getTime());
  let turn = line.from.getTime();
  for (let place = 0; place <= line.ahead; place += 1) {
    turn = Math.max(turn, after(times.at(-perHour), HOUR_MS), after(times.at(-perDay), DAY_MS));
    times.push(turn);
  }
  return new Date(turn);
}

/** The limit that is reached at `now`; if both are, the one that lasts longer. */
export function reachedCeiling(sent: Date[], now: Date, { perHour, perDay }: MailCeilings): MailHold {
  const since = ceilingsCountSince(now);
  const full = sent.filter((at) => at > since).length >= perDay;
  return full ? { by: "day", most: perDay } : { by: "hour", most: perHour };
}

/**
 * When the operator may get the next mail with notices. `last`: when the last one was sent; `othersWait`: mails to
 * people are waiting for a limit.
 */
export function noticeTurn(
  notices: { last: Date | null; othersWait: boolean },
  now: Date,
  ceilings: MailCeilings,
): Date {
  if (!notices.last) return now;
  const pause = notices.othersWait ? pauseBeforeOthers(ceilings) : NOTICE_PAUSE_MS;
  return new Date(Math.max(now.getTime(), notices.last.getTime() + pause));
}

function pauseBeforeOthers({ perHour, perDay }: MailCeilings): number {
  return Math.max(NOTICE_PAUSE_MS, HOUR_MS / (perHour * NOTICE_SHARE), DAY_MS / (perDay * NOTICE_SHARE));
}

const after = (time: number | undefined, pause: number) => (time === undefined ? 0 : time + pause);
