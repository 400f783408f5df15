import { setTimeout as delay } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import PgBoss from "pg-boss";
import { PutOffError } from "#app/application/ports/database.ts";
import { HOURLY_JOB, type Job, type JobName, type JobPayloads } from "#app/application/ports/jobs.ts";
import { asParameter, type Db, type JobsConnection } from "#app/infrastructure/database/connection.ts";
import { codeOfFault, within } from "#app/infrastructure/faults.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import { queuesWithDueJobs } from "./job-health.ts";
import { isJobName, JOB_NAMES, JOB_REGISTRY } from "./job-registry.ts";

export type JobHandler<Name extends JobName> = (
  data: JobPayloads[Name],
  attempt: { jobId: string; last: boolean },
) => Promise<void>;
export type JobHandlers = { [Name in JobName]: JobHandler<Name> };

type Work = (job: PgBoss.JobWithMetadata) => Promise<void>;

const POLLING_MS = 1_000;
/** A database that swallows what is sent to it must not keep the process from ending. */
const STOP_WITHIN_MS = 10_000;
/** Two runs at once do no harm, so a long one may be taken for dead. */
const HOURLY = { name: HOURLY_JOB, cron: "17 * * * *", expireInSeconds: 15 * 60, retryLimit: 2 };

/** pg-boss in the same database. Payloads carry ids; what a handler throws is replaced by its code before it is stored. */
export class Jobs {
  readonly #boss: PgBoss;
  readonly #logger: Logger;
  readonly #connection: JobsConnection;
  readonly #stopping = new AbortController();
  #working: Promise<void> = Promise.resolve();
  #readable = true;

  constructor(connection: JobsConnection, logger: Logger) {
    this.#connection = connection;
    this.#logger = logger;
    this.#boss = new PgBoss({
      db: connection,
      maintenanceIntervalSeconds: 10,
      archiveCompletedAfterSeconds: 24 * 60 * 60,
      deleteAfterDays: 30,
    });
    this.#boss.on("error", (error) => logger.fault("job queue", error));
  }

  /** Makes the queue's own tables and the queues: before this, nothing may be enqueued. */
  async start(): Promise<void> {
    await this.#boss.start();
    for (const name of JOB_NAMES) {
      const queue = { name, ...JOB_REGISTRY[name].retry };
      await this.#boss.createQueue(name, queue);
      await this.#boss.updateQueue(name, queue);
    }
    const { name, cron, expireInSeconds, retryLimit } = HOURLY;
    await this.#boss.createQueue(name, { name, expireInSeconds, retryLimit });
    await this.#boss.schedule(name, cron);
  }

  /** Starts taking jobs. `hourly` runs once an hour, whatever the number of processes. */
  work(handlers: JobHandlers, hourly: () => Promise<void>): void {
    const queues = new Map<string, Work>(JOB_NAMES.map((name) => [name, this.#workOf(name, handlers)]));
    this.#working = this.#watch(queues.set(HOURLY_JOB, hourly));
  }

  #workOf<Name extends JobName>(name: Name, handlers: JobHandlers): Work {
    return async (job) => {
      const data = JOB_REGISTRY[name].payload.parse(job.data);
      try {
        await handlers[name](data, { jobId: job.id, last: job.retryCount >= job.retryLimit });
      } catch (error) {
        if (!(error instanceof PutOffError)) throw error;
        await this.#boss.send({ name, data, options: { startAfter: error.until } });
      }
    };
  }

  /** Looks every second, until `stop`, for queues with due jobs. The queues are worked on beside one another. */
  async #watch(queues: Map<string, Work>): Promise<void> {
    const { signal } = this.#stopping;
    const busy = new Map<string, Promise<void>>();
    while (!signal.aborted) {
      for (const name of await this.#dueQueues()) {
        const work = queues.get(name);
        if (!work || busy.has(name)) continue;
        const emptied = this.#empty(name, work).finally(() => busy.delete(name));
        busy.set(name, emptied);
      }
      await delay(POLLING_MS, undefined, { signal }).catch(() => undefined);
    }
    await Promise.all(busy.values());
  }

  /** No queue while the database does not answer, which is logged once until it answers again. */
  async #dueQueues(): Promise<string[]> {
    try {
      const names = await queuesWithDueJobs(this.#connection);
      this.#readable = true;
      return names;
    } catch (error) {
      if (this.#readable) this.#logger.fault("job queue", error);
      this.#readable = false;
      return [];
    }
  }

  /**
   * Takes the jobs of a queue one after another until none is due. Not pg-boss's own `work`: that reports a job's end without
   * waiting for it, and a database that goes away at that moment would end the process. A report that is lost brings the job back.
   */
  async #empty(name: string, work: Work): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const [job] = await this.#boss.fetch<object>(name, { includeMetadata: true });
      if (!job) return;
      await this.#finish(name, job, work).catch((error: unknown) => this.#nameless(name, job.id, error));
    }
  }

  async #finish(name: string, job: PgBoss.JobWithMetadata, work: Work): Promise<void> {
    const failure = await work(job).then(
      () => null,
      (error: unknown) => this.#nameless(name, job.id, error),
    );
    if (failure) await this.#boss.fail(name, job.id, failure);
    else await this.#boss.complete(name, job.id);
  }

  /** What the queue may keep of a fault: its code. Its message can quote a statement's parameters or an address. */
  #nameless(job: string, id: string, error: unknown): { message: string } {
    this.#logger.fault("job failed", error, { job, id });
    return { message: codeOfFault(error) };
  }

  /** Adds jobs in the caller's transaction: they exist if and only if it commits. */
  async enqueue(db: Db, jobs: Job[]): Promise<void> {
    const executeSql = async (text: string, values: unknown[]) => {
      await db.execute(withParameters(text, values));
      return { rows: [] };
    };
    await this.#boss.insert(jobs, { db: { executeSql } });
  }

  /** Adds jobs that waited in another database; those of names that are not known here are left out. Returns their number. */
  async putBack(waiting: { name: string; data: string; startAfter: string }[]): Promise<number> {
    const known = waiting.flatMap(({ name, data, startAfter }) =>
      isJobName(name)
        ? { name, data: JOB_REGISTRY[name].payload.parse(JSON.parse(data)), startAfter: new Date(startAfter) }
        : [],
    );
    if (known.length > 0) await this.#boss.insert(known);
    return known.length;
  }

  /** Waits for what is under way, unless that takes too long: then the queue gives it to another process after a minute. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const ended = this.#working.then(() => this.#boss.stop({ graceful: true, timeout: STOP_WITHIN_MS }));
    await within(STOP_WITHIN_MS, ended).catch((error: unknown) => this.#logger.fault("jobs left behind", error));
  }
}

/** A statement with `$1…$n` in the words of Drizzle, so that it runs in Drizzle's transaction. */
function withParameters(text: string, values: unknown[]): SQL {
  const chunks = text
    .split(/\$(\d+)/)
    .map((part, at) => (at % 2 === 0 ? sql.raw(part) : sql`${asParameter(values[Number(part) - 1])}`));
  return sql.join(chunks);
}
