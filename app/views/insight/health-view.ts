import type { HealthReport } from "#app/application/insight/get-health.ts";
import type { HOURLY_JOB, JobName } from "#app/application/ports/jobs.ts";
import { channelsCopy } from "#app/copy/desk-channels.ts";
import { healthCopy as words } from "#app/copy/desk-health.ts";
import { serverCopy } from "#app/copy/desk-server.ts";
import { mailFailure } from "#app/copy/mail-failures.ts";
import {
  type DeskHealth,
  HEALTH_CHECKS,
  type HealthCheck,
  isPurgeLate,
  isQueueSlow,
  isRetriedLong,
  isSubscriptionLost,
  needsAttention,
  newlyFailed,
  type QueueHealth,
  type WaitingMails,
} from "#app/domain/insight/desk-health.ts";
import { isAlarming } from "#app/domain/insight/server-problem.ts";
import { dateLabel, momentLabel, timeLabel } from "../dates.ts";
import { bannersOf } from "./banners.ts";

/** What works and what does not, in words. */
export function healthView({ health, failedMails, doubtful, timeZone }: HealthReport): HealthView {
  const attention = needsAttention(health);
  const told = tell(health, timeZone);
  const todo = {
    ...words.todo,
    channels: channelsTodo(health),
    mails: mailsTodo(health),
    queue: queueTodo(health),
    server: serverTodo(health),
  };
  return {
    checks: HEALTH_CHECKS.map((check) => ({
      check,
      attention: attention[check],
      told: told[check],
      todo: todo[check],
    })),
    doubtful: {
      count: health.doubtfulContacts ?? 0,
      requests: doubtful.map(({ id, createdAt }) => ({ id, when: momentLabel(createdAt, timeZone) })),
    },
    failedMails: health.failedMails,
    mails: failedMails.map(({ id, kind, waitlistRequestId, errorCode, failedAt }) => ({
      id,
      kind,
      requestId: waitlistRequestId,
      why: mailFailure(errorCode),
      when: `${dateLabel(failedAt, timeZone)}, ${timeLabel(failedAt, timeZone)}`,
    })),
  };
}

function tell(health: DeskHealth, timeZone: string): Record<HealthCheck, string[]> {
  const { queue, oddConsents, droppedViews, uncountedVisits, timetableFaultSecondsAgo } = health;
  const { timetable, purge, consents, views } = words;
  return {
    mails: tellMails(health, timeZone),
    channels: tellChannels(health, timeZone),
    server: tellServer(health),
    contacts: [tellContacts(health)],
    timetable: [timetableFaultSecondsAgo === null ? timetable.fine : timetable.fault(timetableFaultSecondsAgo)],
    queue: [words.queue.answers, ...(queue === null ? [words.queue.unreadable] : tellQueue(queue))],
    purge: [tellPurge(health), purge.destroyed(health.purged)],
    keys: tellKeys(health),
    consents:
      oddConsents.length === 0
        ? [consents.fine]
        : oddConsents.map(({ type, version, rows }) => consents.odd(nameIn(consents.types, type), version, rows)),
    views: [
      droppedViews === 0 ? views.fine : views.dropped(droppedViews),
      ...(uncountedVisits === 0 ? [] : [views.uncounted(uncountedVisits)]),
    ],
  };
}

function tellChannels({ channelFaults, ...health }: DeskHealth, timeZone: string): string[] {
  const ago = health.subscriptionLostSecondsAgo;
  const lines = [
    ...bannersOf({ channels: channelFaults, timeZone }),
    ...(ago !== null && isSubscriptionLost(health) ? [channelsCopy.lost(ago)] : []),
  ];
  return lines.length > 0 ? lines : [channelsCopy.fine];
}

function channelsTodo({ channelFaults, ...health }: DeskHealth): string[] {
  return [
    ...channelFaults.map(({ channel, fault }) => channelsCopy.todo[fault][channel]),
    ...(isSubscriptionLost(health) ? [channelsCopy.todo.lost] : []),
  ];
}

function tellServer({ server }: DeskHealth): string[] {
  const { looking, fine, problems } = serverCopy;
  if (server === null) return [looking];
  return server.length === 0 ? [fine] : server.map((problem) => problems[problem].told);
}

function serverTodo({ server }: DeskHealth): string[] {
  return (server ?? []).filter(isAlarming).map((problem) => serverCopy.problems[problem].todo);
}

function tellContacts({ doubtfulContacts }: DeskHealth): string {
  const { looking, fine, doubtful } = words.contacts;
  if (doubtfulContacts === null) return looking;
  return doubtfulContacts === 0 ? fine : doubtful(doubtfulContacts);
}

function tellMails({ failedMails, waitingMails }: DeskHealth, timeZone: string): string[] {
  const { fine, failed, waiting } = words.mails;
  return [
    failedMails === 0 ? fine : failed(failedMails),
    ...(waitingMails
      ? [waiting(wordsOfHold(waitingMails), waitingMails.count, momentLabel(waitingMails.first, timeZone))]
      : []),
  ];
}

function wordsOfHold({ hold }: WaitingMails): string {
  return hold.by === "provider" ? words.mails.held.provider : words.mails.held[hold.by](hold.most);
}

function mailsTodo({ failedMails, waitingMails }: DeskHealth): string[] {
  const { provider, ceiling } = words.mails.todoWaiting;
  return [
    ...(failedMails > 0 ? words.todo.mails : []),
    ...(waitingMails ? [waitingMails.hold.by === "provider" ? provider : ceiling] : []),
  ];
}

/** A new job without words of its own does not compile. */
type WordsOfJobs = Record<JobName | typeof HOURLY_JOB, string>;

function tellQueue({ waiting, oldestSeconds, retried, failed }: QueueHealth): string[] {
  const { empty, waiting: wait, retried: again, failed: gaveUp } = words.queue;
  const jobs: WordsOfJobs = words.queue.jobs;
  return [
    ...(oldestSeconds === null ? [] : [wait(waiting, oldestSeconds)]),
    ...retried.map(({ name, count, oldestSecondsAgo }) => again(nameIn(jobs, name), count, oldestSecondsAgo)),
    ...(oldestSeconds === null && retried.length === 0 ? [empty] : []),
    ...failed.map(({ name, count, newestSecondsAgo }) => gaveUp(nameIn(jobs, name), count, newestSecondsAgo)),
  ];
}

/** What to do about the queue, by its problem. */
function queueTodo({ queue }: DeskHealth): string[] {
  const { missing, slow, retried, failedOther } = words.queue.todo;
  const failed: WordsOfJobs = words.queue.todo.failed;
  if (queue === null) return [missing];
  const jobs = newlyFailed(queue).map(({ name }) => nameIn(failed, name, failedOther));
  return [...(isQueueSlow(queue) ? [slow] : []), ...(isRetriedLong(queue) ? [retried] : []), ...new Set(jobs)];
}

function tellPurge(health: DeskHealth): string {
  const { purge } = words;
  if (health.queue === null) return purge.unknown;
  const { purgedSecondsAgo } = health.queue;
  if (purgedSecondsAgo !== null) return purge.last(purgedSecondsAgo);
  return isPurgeLate(health) ? purge.neverLate(health.upSeconds) : purge.never;
}

function tellKeys({ keys, undecryptable }: DeskHealth): string[] {
  const { purposes, roles, rows, line, uncounted, looking, undecryptable: unreadable, readable } = words.keys;
  const rowsRead =
    undecryptable === null ? looking : undecryptable.length === 0 ? readable : unreadable(undecryptable.length);
  const lines = keys?.map((key) => line(purposes[key.purpose], key.kid, roles[key.role], rows(key.rows)));
  return [rowsRead, ...(lines ?? [uncounted])];
}

/** A name without a word of ours is shown as it is. */
function nameIn(names: Record<string, string>, key: string, other = key): string {
  return (Object.hasOwn(names, key) ? names[key] : undefined) ?? other;
}

export type FailedMailRow = {
  id: string;
  kind: keyof typeof words.mails.kinds;
  requestId: string;
  /** A code that contains no address. */
  why: string;
  when: string;
};

export type HealthView = {
  checks: { check: HealthCheck; attention: boolean; told: string[]; todo: string[] }[];
  /** Requests whose contact is likely mistyped: `count` of all, and the oldest of them. Never a contact. */
  doubtful: { count: number; requests: { id: string; when: string }[] };
  /** All of them; `mails` are the newest. */
  failedMails: number;
  mails: FailedMailRow[];
};
