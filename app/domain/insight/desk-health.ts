import type { MailHold } from "../mail/mail-ceilings.ts";
import type { ChannelFault } from "../people/delivery.ts";
import { isAlarming, type ServerProblem } from "./server-problem.ts";

const HOUR = 60 * 60;
/** The purge runs every hour. The next run makes up for a missed one. */
const PURGE_LATE_SECONDS = 2 * HOUR;
/** Workers poll for jobs every second. */
const QUEUE_SLOW_SECONDS = 10 * 60;
/** The operator sees in the morning what happened overnight. */
const FAULT_TOLD_SECONDS = 24 * HOUR;

/** How many rows depend on a key. `missing`: the configuration does not have it. */
export type KeyHealth = {
  purpose: "contact" | "fingerprint" | "link";
  kid: string;
  role: "writes" | "reads" | "missing";
  rows: number;
};

export type FailedJobs = { name: string; count: number; newestSecondsAgo: number };
/** Jobs that failed and are tried again, by name, with the time since the first of them was made. */
export type RetriedJobs = { name: string; count: number; oldestSecondsAgo: number };
export type QueueHealth = {
  /** Due jobs, and how long the oldest has waited, in seconds. */
  waiting: number;
  oldestSeconds: number | null;
  retried: RetriedJobs[];
  /** Jobs that failed for good in the last thirty days, by name, with the age of the newest in seconds. */
  failed: FailedJobs[];
  /** Since the last purge ended, in seconds; `null` before the first. */
  purgedSecondsAgo: number | null;
};

/** Mails that wait for a sending limit: their number, the limit, and when the first may go. */
export type WaitingMails = { count: number; hold: MailHold; first: Date };

export type DeskHealth = {
  /** Failed or bounced mails whose person nobody has answered since. */
  failedMails: number;
  waitingMails: WaitingMails | null;
  /** Mail and messengers that take nothing from us. */
  channelFaults: ChannelFault[];
  /** Seconds since MAX's subscription to our webhook was found gone, and renewed; `null`: never. */
  subscriptionLostSecondsAgo: number | null;
  /** `null` while the machine and the settings are checked after the start. */
  server: ServerProblem[] | null;
  /** `null`: could not be read. */
  queue: QueueHealth | null;
  /** Requests whose contacts the purge destroyed in the last 24 hours. */
  purged: number;
  /** `null`: too many rows to count within a page request. */
  keys: KeyHealth[] | null;
  /** Rows that no key decrypts, by table and id. `null` while the check runs. */
  undecryptable: string[] | null;
  /** Unanswered requests whose contact is likely mistyped. `null` while the check runs. */
  doubtfulContacts: number | null;
  oddConsents: { type: string; version: string; rows: number }[];
  droppedViews: number;
  /** Views beyond the limit per address, which are not counted. */
  uncountedVisits: number;
  /** Seconds since a visitor last saw a page with an unreadable timetable; `null`: never since the start. */
  timetableFaultSecondsAgo: number | null;
  /** How long the application has run. */
  upSeconds: number;
};

export const HEALTH_CHECKS = [
  "mails",
  "channels",
  "server",
  "contacts",
  "timetable",
  "queue",
  "purge",
  "keys",
  "consents",
  "views",
] as const;
export type HealthCheck = (typeof HEALTH_CHECKS)[number];

/** The purge is overdue or never ran. Unknown while the queue cannot be read. */
export function isPurgeLate({ queue, upSeconds }: Pick<DeskHealth, "queue" | "upSeconds">): boolean {
  return queue === null || (queue.purgedSecondsAgo ?? upSeconds) > PURGE_LATE_SECONDS;
}

export const isQueueSlow = ({ oldestSeconds }: QueueHealth) => (oldestSeconds ?? 0) > QUEUE_SLOW_SECONDS;
/** What has not worked for an hour does not mend itself: a provider is away, or refuses us. */
export const isRetriedLong = ({ retried }: QueueHealth) => retried.some((job) => job.oldestSecondsAgo > HOUR);
/** Jobs that nobody may know of yet. Older ones stay listed on the page without an alarm. */
export const newlyFailed = ({ failed }: QueueHealth) =>
  failed.filter(({ newestSecondsAgo }) => newestSecondsAgo < FAULT_TOLD_SECONDS);

/** What people wrote in the meantime may be lost: the operator is told for a day. */
export const isSubscriptionLost = ({
  subscriptionLostSecondsAgo: ago,
}: Pick<DeskHealth, "subscriptionLostSecondsAgo">) => ago !== null && ago < FAULT_TOLD_SECONDS;

/** A problem that needs attention. */
export function needsAttention(health: DeskHealth): Record<HealthCheck, boolean> {
  const { queue, keys, undecryptable, timetableFaultSecondsAgo } = health;
  return {
    mails: health.failedMails > 0 || health.waitingMails !== null,
    channels: health.channelFaults.length > 0 || isSubscriptionLost(health),
    server: (health.server ?? []).some(isAlarming),
    contacts: (health.doubtfulContacts ?? 0) > 0,
    timetable: timetableFaultSecondsAgo !== null && timetableFaultSecondsAgo < FAULT_TOLD_SECONDS,
    queue: queue === null || isQueueSlow(queue) || isRetriedLong(queue) || newlyFailed(queue).length > 0,
    purge: isPurgeLate(health),
    keys: (keys ?? []).some(({ role, rows }) => role === "missing" && rows > 0) || (undecryptable ?? []).length > 0,
    consents: health.oddConsents.length > 0,
    views: health.droppedViews > 0,
  };
}
