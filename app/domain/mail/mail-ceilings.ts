const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Few providers tell when their limit counts anew: they are asked again after this time. */
export const PROVIDER_PAUSE_MS = HOUR_MS;
/** The operator gets at most one notice in this time. */
const NOTICE_PAUSE_MS = 10 * 60 * 1000;
/** Notices go before mails that wait for a ceiling, and take no more of it than this: people wait for theirs. */
const NOTICE_SHARE = 1 / 4;

/** The most mails that may go out in any 60 minutes and in any 24 hours, to whomever. */
export type MailCeilings = { perHour: number; perDay: number };

/** What holds mails back: a ceiling of ours, or the provider's own limit. */
export type MailHold = { by: "hour" | "day"; most: number } | { by: "provider" };

/** Mails that went out before this moment count towards no ceiling any more. */
export const ceilingsCountSince = (now: Date) => new Date(now.getTime() - DAY_MS);

/**
 * When a mail may go out: now, or later if a ceiling is reached. `sent`: when mails went out in the last 24 hours,
 * oldest first. `ahead`: how many mails wait before this one. `from`: none of them goes before this moment.
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

/** Which ceiling is reached at `now`; of both, the one that holds for longer. */
export function reachedCeiling(sent: Date[], now: Date, { perHour, perDay }: MailCeilings): MailHold {
  const since = ceilingsCountSince(now);
  const full = sent.filter((at) => at > since).length >= perDay;
  return full ? { by: "day", most: perDay } : { by: "hour", most: perHour };
}

/**
 * When the operator may get the next mail with notices. `last`: when the last one went out; `othersWait`: mails to
 * people wait for a ceiling.
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
