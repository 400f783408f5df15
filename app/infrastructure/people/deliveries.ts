import { and, asc, desc, gt, inArray, isNotNull, isNull, lt, max, notInArray, or } from "drizzle-orm";
import { QUOTA_CODE } from "#app/application/ports/mail-line.ts";
import type { DeliveryRepository } from "#app/application/ports/people.ts";
import { AWAY_AFTER_MS, channelFaultsOf, REFUSES_US, TOLD_OTHERWISE } from "#app/domain/people/delivery.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { deliveries } from "#app/infrastructure/tables/deliveries.ts";
import { promisedQuery } from "./promised-query.ts";
import { undeliveredQuery } from "./undelivered-query.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Limits of sending are told elsewhere: the channel itself works. */
const LIMITS = [QUOTA_CODE, "smtp-recipient-busy"];
/** Enough to tell which channels are away. */
const UNSENT_READ = 500;
const { channel, createdAt, sentAt, failedAt, errorCode } = deliveries;

export function deliveryRepository(db: Db): DeliveryRepository {
  return {
    async ofRequests(requestIds) {
      const rows = await db
        .select()
        .from(deliveries)
        .where(inArray(deliveries.waitlistRequestId, requestIds))
        .orderBy(desc(createdAt), desc(deliveries.id));
      return rows.flatMap(({ waitlistRequestId: requestId, about, ...row }) =>
        requestId !== null && about !== "reply" ? [{ ...row, requestId, about }] : [],
      );
    },

    async undelivered(now, limit) {
      const rows = await undeliveredQuery(db, now).limit(limit);
      return rows.flatMap(({ about: subject, until, ...row }) => {
        const about = TOLD_OTHERWISE.find((each) => each === subject);
        return about ? [{ ...row, about, until: until > now ? until : null }] : [];
      });
    },

    countUndelivered: (now, countUpTo) => db.$count(undeliveredQuery(db, now).limit(countUpTo).as("counted")),

    async promised(now, limit) {
      const rows = await promisedQuery(db, now).limit(limit);
      return rows.flatMap(({ method, until, ...row }) =>
        method === "phone" || method === "telegram" ? [{ ...row, method, until: until > now ? until : null }] : [],
      );
    },

    countPromised: (now, countUpTo) => db.$count(promisedQuery(db, now).limit(countUpTo).as("counted")),

    async channelFaults(now) {
      const isStuck = and(
        isNull(failedAt),
        isNotNull(errorCode),
        notInArray(errorCode, LIMITS),
        lt(createdAt, new Date(now.getTime() - AWAY_AFTER_MS)),
      );
      const dayAgo = new Date(now.getTime() - DAY_MS);
      const isRefusal = and(inArray(errorCode, [...REFUSES_US]), or(isNull(failedAt), gt(failedAt, dayAgo)));
      const unsent = await db
        .select({ channel, createdAt, failedAt, errorCode })
        .from(deliveries)
        .where(and(isNull(sentAt), or(isStuck, isRefusal)))
        .orderBy(asc(createdAt))
        .limit(UNSENT_READ);
      if (unsent.length === 0) return [];
      const sent = await db
        .select({ channel, at: max(sentAt) })
        .from(deliveries)
        .where(inArray(channel, [...new Set(unsent.map((each) => each.channel))]))
        .groupBy(channel);
      return channelFaultsOf(unsent, new Map(sent.map((each) => [each.channel, each.at])), now);
    },
  };
}
