import type { MailHold } from "#app/domain/mail/mail-ceilings.ts";

const HOUR = 60 * 60;
/** The purge comes every hour; one that is missed is made up for by the next. */
const PURGE_LATE_SECONDS = 2 * HOUR;
/** Jobs are looked for every second. */
const QUEUE_SLOW_SECONDS = 10 * 60;
/** Whoever comes in the morning is told of the night. */
const FAULT_TOLD_SECONDS = 24 * HOUR;

/** How many rows depend on a key. `missing`: the configuration does not have it. */
export type KeyHealth = {
  purpose: "contact" | "fingerprint" | "link";
  kid: string;
  role: "writes" | "reads" | "missing";
  rows: number;
};

export type FailedJobs = { name: string; count: number; newestSecondsAgo: number };
export type QueueHealth = {
  /** Jobs whose time has come, and for how long the first of them has waited, in seconds. */
  waiting: number;
  oldestSeconds: number | null;
  /** Given up in the last thirty days, by the job's name, and how long ago the newest of them was, in seconds. */
  failed: FailedJobs[];
  /** Since the last purge ended, in seconds; `null` before the first. */
  purgedSecondsAgo: number | null;
};

/** Mails that wait for a ceiling: how many, for which, and until when the first of them does. */
export type WaitingMails = { count: number; hold: MailHold; first: Date };

export type DeskHealth = {
  /** Given up or come back, and nobody has answered the person since. */
  failedMails: number;
  waitingMails: WaitingMails | null;
  /** `null`: it cannot be read. */
  queue: QueueHealth | null;
  /** Requests whose contacts the purge destroyed in the last 24 hours. */
  purged: number;
  /** `null`: there are too many rows to be counted while somebody waits. */
  keys: KeyHealth[] | null;
  /** Rows that no key opens, by table and id. `null` while they are looked through. */
  undecryptable: string[] | null;
  oddConsents: { type: string; version: string; rows: number }[];
  droppedViews: number;
  /** Beyond the limit of one address, and therefore not counted. */
  uncountedVisits: number;
  /** Since visitors last saw a page whose timetable could not be read, in seconds; `null`: never since the start. */
  timetableFaultSecondsAgo: number | null;
  /** For how long the application has run. */
  upSeconds: number;
};

export const HEALTH_CHECKS = ["mails", "timetable", "queue", "purge", "keys", "consents", "views"] as const;
export type HealthCheck = (typeof HEALTH_CHECKS)[number];

/** The purge is missing: it is long since the last, or it has never come. Whether it came is not known without the queue. */
export function isPurgeLate({ queue, upSeconds }: Pick<DeskHealth, "queue" | "upSeconds">): boolean {
  return queue === null || (queue.purgedSecondsAgo ?? upSeconds) > PURGE_LATE_SECONDS;
}

export const isQueueSlow = ({ oldestSeconds }: QueueHealth) => (oldestSeconds ?? 0) > QUEUE_SLOW_SECONDS;
/** Jobs that nobody may have heard of yet; of older ones the page tells, and raises no alarm. */
export const newlyFailed = ({ failed }: QueueHealth) =>
  failed.filter(({ newestSecondsAgo }) => newestSecondsAgo < FAULT_TOLD_SECONDS);

/** What somebody has to look at. */
export function needsAttention(health: DeskHealth): Record<HealthCheck, boolean> {
  const { queue, keys, undecryptable, timetableFaultSecondsAgo } = health;
  return {
    mails: health.failedMails > 0 || health.waitingMails !== null,
    timetable: timetableFaultSecondsAgo !== null && timetableFaultSecondsAgo < FAULT_TOLD_SECONDS,
    queue: queue === null || isQueueSlow(queue) || newlyFailed(queue).length > 0,
    purge: isPurgeLate(health),
    keys: (keys ?? []).some(({ role, rows }) => role === "missing" && rows > 0) || (undecryptable ?? []).length > 0,
    consents: health.oddConsents.length > 0,
    views: health.droppedViews > 0,
  };
}
