import { and, asc, eq, isNull, lt, or, sql } from "drizzle-orm";
import { PROMISE_DAY_MS } from "#app/domain/people/delivery.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { chatNames, chats } from "#app/infrastructure/tables/chat.ts";
import { services } from "#app/infrastructure/tables/timetable.ts";
import { waitlistRequests } from "#app/infrastructure/tables/waitlist.ts";

/** Unanswered people whose promised day has come, and whom no message can reach. The oldest promise first. */
export function promisedQuery(db: Db, now: Date) {
  const { id, status, answerBy, createdAt, preferredContactMethod, contactFingerprint } = waitlistRequests;
  const one = sql`1`;
  const byNumber = db.select({ one }).from(chats).where(eq(chats.contactFingerprint, contactFingerprint));
  const byName = db.select({ one }).from(chatNames).where(eq(chatNames.contactFingerprint, contactFingerprint));
  // One look-up for each name: `not exists` would read all chats.
  const isNone = (found: typeof byNumber | typeof byName) => sql`(${found.limit(1)}) is null`;
  const neverStarted = and(eq(preferredContactMethod, "telegram"), isNone(byNumber), isNone(byName));
  return db
    .select({
      requestId: id,
      serviceTitle: services.title,
      since: createdAt,
      until: answerBy,
      method: preferredContactMethod,
    })
    .from(waitlistRequests)
    .innerJoin(services, eq(services.id, waitlistRequests.serviceId))
    .where(
      and(
        eq(status, "new"),
        isNull(waitlistRequests.quarantinedAt),
        isNull(waitlistRequests.pausedAt),
        isNull(waitlistRequests.unreachableAt),
        lt(answerBy, new Date(now.getTime() + PROMISE_DAY_MS)),
        or(eq(preferredContactMethod, "phone"), neverStarted),
      ),
    )
    .orderBy(asc(answerBy), asc(id));
}
