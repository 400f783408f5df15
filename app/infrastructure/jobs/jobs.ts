import { setTimeout as delay } from "node:timers/promises";
import { type SQL, sql } from "drizzle-orm";
import PgBoss from "pg-boss";
import { type Job, type JobName, PutOffError } from "#app/application/ports/database.ts";
import { asParameter, type Db, type JobsConnection } from "#app/infrastructure/database/connection.ts";
import { codeOfFault, within } from "#app/infrastructure/faults.ts";
import type { Logger } from "#app/infrastructure/logger.ts";

type JobData = { [Each in Job as Each["name"]]: Each["data"] };
export type JobHandler<Name extends JobName> = (
  data: JobData[Name],
  attempt: { jobId: string; last: boolean },
) => Promise<void>;
export type JobHandlers = { [Name in JobName]: JobHandler<Name> };

/** Half a day of tries, with growing pauses and jitter, before a job is given up and shown to the operator: within the 24 hours for which Resend remembers an idempotency key. */
const QUEUE = { retryLimit: 14, retryDelay: 2, retryBackoff: true, expireInSeconds: 60, retentionDays: 30 };
const POLLING_MS = 1_000;
/** A database that swallows what is sent to it must not keep the process from ending. */
const STOP_WITHIN_MS = 10_000;
const JOB_NAMES = [
  "confirm-request",
  "tell-operator",
  "ask-renewal",
  "answer-leave-wish",
  "destroy-mails",
  "answer-chat",
  "tell-contacted",
  "tell-repeated",
  "warn-operator",
] as const satisfies readonly JobName[];
/** What the clock asks for. */
export const HOURLY_JOB = "run-retention";
/** Two runs at once do no harm, so a long one may be taken for dead. */
const HOURLY = { name: HOURLY_JOB, cron: "17 * * * *", expireInSeconds: 15 * 60, retryLimit: 2 };

/** pg-boss in the same database. Payloads carry ids; what a handler throws is replaced by its code before it is stored. */
export class Jobs {
  readonly #boss: PgBoss;
  readonly #logger: Logger;
  readonly #stopping = new AbortController();
  readonly #working: Promise<void>[] = [];

  constructor(connection: JobsConnection, logger: Logger) {
    this.#logger = logger;
    this.#boss = new PgBoss({
      ...("db" in connection ? { db: connection.db } : { connectionString: connection.connectionString, max: 4 }),
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
      await this.#boss.createQueue(name, { name, ...QUEUE });
      await this.#boss.updateQueue(name, { name, ...QUEUE });
    }
  }

  /** The work of every hour, once in it however many processes there are. */
  async workHourly(run: () => Promise<void>): Promise<void> {
    const { name, cron, expireInSeconds, retryLimit } = HOURLY;
    await this.#boss.createQueue(name, { name, expireInSeconds, retryLimit });
    this.#work(name, run);
    await this.#boss.schedule(name, cron);
  }

  async work(handlers: JobHandlers): Promise<void> {
    await this.#workOn("confirm-request", handlers["confirm-request"]);
    await this.#workOn("tell-operator", handlers["tell-operator"]);
    await this.#workOn("ask-renewal", handlers["ask-renewal"]);
    await this.#workOn("answer-leave-wish", handlers["answer-leave-wish"]);
    await this.#workOn("destroy-mails", handlers["destroy-mails"]);
    await this.#workOn("answer-chat", handlers["answer-chat"]);
    await this.#workOn("tell-contacted", handlers["tell-contacted"]);
    await this.#workOn("tell-repeated", handlers["tell-repeated"]);
    await this.#workOn("warn-operator", handlers["warn-operator"]);
  }

  async #workOn<Name extends JobName>(name: Name, handler: JobHandler<Name>): Promise<void> {
    this.#work(name, async (job: PgBoss.JobWithMetadata<JobData[Name]>) => {
      try {
        await handler(job.data, { jobId: job.id, last: job.retryCount >= job.retryLimit });
      } catch (error) {
        if (!(error instanceof PutOffError)) throw error;
        await this.#boss.send({ name, data: job.data, options: { startAfter: error.until } });
      }
    });
  }

  /**
   * Takes jobs one after another until `stop`. Not pg-boss's own `work`: that reports a job's end without waiting for
   * it, and a database that goes away at that moment would end the process. A report that is lost brings the job back.
   */
  #work<Data extends object>(name: string, handle: (job: PgBoss.JobWithMetadata<Data>) => Promise<void>): void {
    const { signal } = this.#stopping;
    const take = async () => {
      while (!signal.aborted) {
        const [job] = await this.#boss.fetch<Data>(name, { includeMetadata: true });
        if (!job) await delay(POLLING_MS, undefined, { signal }).catch(() => undefined);
        else await this.#finish(name, job, handle).catch((error: unknown) => this.#nameless(name, job.id, error));
      }
    };
    this.#working.push(take());
  }

  async #finish<Data extends object>(
    name: string,
    job: PgBoss.JobWithMetadata<Data>,
    handle: (job: PgBoss.JobWithMetadata<Data>) => Promise<void>,
  ): Promise<void> {
    const failure = await handle(job).then(
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

  /** Waits for what is under way, unless that takes too long: then the queue gives it to another process after a minute. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const ended = Promise.all(this.#working).then(() => this.#boss.stop({ graceful: true, timeout: STOP_WITHIN_MS }));
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
