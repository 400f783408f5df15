import { z } from "zod";
import { UnavailableError } from "#app/application/ports/database.ts";
import { HOURLY_JOB } from "#app/application/ports/jobs.ts";
import type { QueueHealth } from "#app/domain/insight/desk-health.ts";
import type { Connection, JobsConnection } from "#app/infrastructure/database/connection.ts";
import { codeOfFault, orUnavailable, within } from "#app/infrastructure/faults.ts";

const answer = z.object({
  waiting: z.number(),
  oldest: z.number().nullable(),
  retried: z.array(z.object({ name: z.string(), count: z.number(), oldestSecondsAgo: z.number() })),
  failed: z.array(z.object({ name: z.string(), count: z.number(), newestSecondsAgo: z.number() })),
  purged: z.number().nullable(),
});
/** The queue's own housekeeping is named with two underscores. */
const OURS = "name not like '\\_\\_%'";
const QUERY = `
  with jobs as (
    select name, state::text, start_after, completed_on from pgboss.job where ${OURS}
    union all
    select name, state::text, start_after, completed_on from pgboss.archive where ${OURS}
  )
  select
    (count(*) filter (where state in ('created', 'retry') and start_after <= now()))::int as waiting,
    (extract(epoch from now() - min(start_after) filter (where state in ('created', 'retry') and start_after <= now())))::float8 as oldest,
    (extract(epoch from now() - max(completed_on) filter (where state = 'completed' and name = $1)))::float8 as purged,
    coalesce((
      select json_agg(again) from (
        select name, count(*)::int as count, extract(epoch from now() - min(created_on)) as "oldestSecondsAgo" from pgboss.job
        where ${OURS} and (state = 'retry' or (state = 'active' and retry_count > 0))
        group by name order by "oldestSecondsAgo" desc, name
      ) as again
    ), '[]') as retried,
    coalesce((
      select json_agg(given_up) from (
        select name, count(*)::int as count, extract(epoch from now() - max(completed_on)) as "newestSecondsAgo" from jobs
        where state = 'failed' and completed_on > now() - interval '30 days'
        group by name order by "newestSecondsAgo", name
      ) as given_up
    ), '[]') as failed
  from jobs`;

/** PostgreSQL's words for tables that are not there, are another version's, or are not ours to read. */
const NO_QUEUE = /^(42P01|3F000|42703|42501)$/;

/** How the queue stands, by the database's own clock. Waits no longer than `ms`; throws `UnavailableError`. */
export async function readQueueHealth(connection: Pick<Connection, "run">, ms: number): Promise<QueueHealth> {
  const asked = connection.run(QUERY, [HOURLY_JOB]).catch((error: unknown) => {
    throw NO_QUEUE.test(codeOfFault(error)) ? new UnavailableError("no job queue", { cause: error }) : error;
  });
  const { rows } = await orUnavailable(within(ms, asked));
  const { waiting, oldest, retried, failed, purged } = answer.parse(rows[0]);
  return { waiting, oldestSeconds: oldest, retried, failed, purgedSecondsAgo: purged };
}

const DUE = "select distinct name from pgboss.job where state < 'active' and start_after < now()";
const due = z.object({ name: z.string() });

/**
 * The queues with a job to do now, pg-boss's own among them. One statement over its partial indexes: asking each queue costs an idle
 * database ten times as much.
 */
export async function queuesWithDueJobs(connection: JobsConnection): Promise<string[]> {
  const { rows } = await connection.repeat(DUE);
  return rows.map((row) => due.parse(row).name);
}
