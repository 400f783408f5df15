import { and, eq, inArray, lt, sql } from "drizzle-orm";
import { integer, jsonb, pgSchema, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { Stored } from "./stored.ts";

const moment = () => timestamp({ withTimezone: true });
const UNFINISHED = ["created", "retry", "active"] as const;
const STATES = [...UNFINISHED, "completed", "cancelled", "failed"] as const;

/** What tests read of pg-boss's queue. */
const queue = pgSchema("pgboss").table("job", {
  id: uuid().primaryKey().defaultRandom(),
  name: text().notNull(),
  state: text({ enum: STATES }).notNull().default("created"),
  data: jsonb(),
  output: jsonb(),
  retryCount: integer().notNull().default(0),
  startAfter: moment(),
  createdOn: moment(),
  startedOn: moment(),
  completedOn: moment(),
});

const payload = z.object({ requestId: z.string().optional(), requestIds: z.array(z.string()).default([]) }).nullable();

/** The jobs of a queue, or of all, each with the requests that it is about. */
export async function jobs({ db }: Stored, name?: string) {
  const rows = await db
    .select()
    .from(queue)
    .where(name === undefined ? undefined : eq(queue.name, name));
  return rows.map(({ data, startAfter, ...job }) => {
    const { requestId, requestIds } = payload.parse(data) ?? { requestIds: [] };
    const about = requestId === undefined ? requestIds : [requestId, ...requestIds];
    return { ...job, about, minutesAhead: startAfter ? (startAfter.getTime() - Date.now()) / 60_000 : 0 };
  });
}
type Job = Awaited<ReturnType<typeof jobs>>[number];

export const unfinished = ({ state }: Job) => UNFINISHED.some((each) => each === state);

/** Jobs of pg-boss's own. */
export const isUpkeep = ({ name }: Job) => name.startsWith("__");

export const addJob = ({ db }: Stored, name: string, data?: object) => db.insert(queue).values({ name, data });

/** Makes waiting jobs due, so that no test waits for a pause. */
export const hurryJobs = ({ db }: Stored) =>
  db
    .update(queue)
    .set({ startAfter: new Date() })
    .where(inArray(queue.state, ["created", "retry"]));

/** Makes jobs due that wait for a retry or for another worker's claim: no other pause ends within the hour. */
export const hurryRetries = ({ db }: Stored) =>
  db
    .update(queue)
    .set({ startAfter: new Date() })
    .where(and(inArray(queue.state, ["created", "retry"]), lt(queue.startAfter, sql`now() + interval '1 hour'`)));

/** Expires the claims of a killed worker, whose jobs then run again. */
export const lostJobsComeBack = ({ db }: Stored, minutes = 1) =>
  db
    .update(queue)
    .set({ startedOn: sql`${queue.startedOn} - make_interval(mins => ${minutes})` })
    .where(eq(queue.state, "active"));

/** As if the deletion by terms had last run so many hours ago. Returns the run's id. */
export async function retentionRan({ db }: Stored, hoursAgo: number) {
  const ago = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  // The hourly run may have started for this practice meanwhile.
  await db.delete(queue).where(and(eq(queue.name, "run-retention"), eq(queue.state, "completed")));
  const id = crypto.randomUUID();
  const long = ago(200 * 24);
  await db.insert(queue).values({
    id,
    name: "run-retention",
    state: "completed",
    createdOn: long,
    startedOn: long,
    completedOn: ago(hoursAgo),
  });
  return id;
}

export const deleteJob = ({ db }: Stored, id: string) => db.delete(queue).where(eq(queue.id, id));
