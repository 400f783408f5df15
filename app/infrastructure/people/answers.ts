import { and, desc, eq, gt, notExists, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { LatestAnswer } from "#app/application/ports/people.ts";
import { PREPARED_ANSWERS, PREPARED_MESSAGES } from "#app/domain/chat/prepared-message.ts";
import type { Db } from "#app/infrastructure/database/connection.ts";
import { readStored, type ShapeOf } from "#app/infrastructure/database/stored.ts";
import { leadTimelineEvents } from "#app/infrastructure/tables/waitlist.ts";

const answerSchema: ShapeOf<LatestAnswer> = z.object({
  message: z.enum(PREPARED_MESSAGES),
  answer: z.enum(PREPARED_ANSWERS),
});

/** The newest answer of each request's person in a chat, where no operator has acted since. */
export function unseenAnswers(db: Db, of?: SQL) {
  const { id, waitlistRequestId: requestId, eventName, occurredAt, properties } = leadTimelineEvents;
  const later = alias(leadTimelineEvents, "later");
  const acted = db
    .select({ one: sql`1` })
    .from(later)
    .where(and(eq(later.waitlistRequestId, requestId), eq(later.source, "admin"), gt(later.occurredAt, occurredAt)));
  return db
    .selectDistinctOn([requestId], { id, requestId, properties })
    .from(leadTimelineEvents)
    .where(and(eq(eventName, "message_answered"), notExists(acted), of))
    .orderBy(requestId, desc(occurredAt), desc(id));
}

export const storedAnswer = ({ id, properties }: { id: string; properties: unknown }): LatestAnswer =>
  readStored(answerSchema, properties, { table: "lead_timeline_events", column: "properties", id });
