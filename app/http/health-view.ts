import type { HealthPage } from "#app/application/desk/get-health.ts";
import { healthCopy as words } from "#app/copy/desk-health.ts";
import { type DeskHealth, HEALTH_CHECKS, type HealthCheck, needsAttention } from "#app/domain/desk-health.ts";
import { dateLabel, timeLabel } from "#app/ui/dates.ts";
import type { HealthView } from "#app/ui/desk/health-page.tsx";

/** What works and what does not, in words. */
export function healthView({ health, failedMails, mailsShown, timeZone }: HealthPage): HealthView {
  const attention = needsAttention(health);
  const told = tell(health, mailsShown);
  return {
    checks: HEALTH_CHECKS.map((check) => ({ check, attention: attention[check], told: told[check] })),
    mails: failedMails.map(({ id, kind, waitlistRequestId, errorCode, attempts, failedAt }) => ({
      id,
      kind,
      requestId: waitlistRequestId,
      why: errorCode,
      attempts,
      when: `${dateLabel(failedAt, timeZone)}, ${timeLabel(failedAt, timeZone)}`,
    })),
  };
}

function tell(health: DeskHealth, mailsShown: number): Record<HealthCheck, string[]> {
  const { queue, failedMails, oddConsents, droppedViews, timetableFaultSecondsAgo } = health;
  const { mails, timetable, purge, consents, views } = words;
  const { purgedSecondsAgo } = queue;
  return {
    mails: [failedMails === 0 ? mails.fine : mails.failed(failedMails, mailsShown)],
    timetable: [timetableFaultSecondsAgo === null ? timetable.fine : timetable.fault(timetableFaultSecondsAgo)],
    queue: tellQueue(queue),
    purge: [purgedSecondsAgo === null ? purge.never : purge.last(purgedSecondsAgo), purge.destroyed(health.purged)],
    keys: tellKeys(health),
    consents:
      oddConsents.length === 0
        ? [consents.fine]
        : oddConsents.map(({ type, version, rows }) => consents.odd(nameIn(consents.types, type), version, rows)),
    views: [droppedViews === 0 ? views.fine : views.dropped(droppedViews)],
  };
}

function tellQueue({ waiting, oldestSeconds, failed }: DeskHealth["queue"]): string[] {
  const { answers, empty, waiting: wait, failed: gaveUp, jobs } = words.queue;
  return [
    answers,
    oldestSeconds === null ? empty : wait(waiting, oldestSeconds),
    ...failed.map(({ name, count }) => gaveUp(nameIn(jobs, name), count)),
  ];
}

function tellKeys({ keys, undecryptable }: DeskHealth): string[] {
  const { purposes, roles, rows, line, uncounted, looking, undecryptable: unreadable, readable } = words.keys;
  const rowsRead =
    undecryptable === null ? looking : undecryptable.length === 0 ? readable : unreadable(undecryptable.length);
  const lines = keys?.map((key) => line(purposes[key.purpose], key.kid, roles[key.role], rows(key.rows)));
  return [rowsRead, ...(lines ?? [uncounted])];
}

/** A name that we have no word for stays what it is. */
function nameIn(names: Record<string, string>, key: string): string {
  return (Object.hasOwn(names, key) ? names[key] : undefined) ?? key;
}
