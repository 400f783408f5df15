import { type SQL, sql } from "drizzle-orm";
import PgBoss from "pg-boss";
import { type Job, type JobName, PutOffError } from "#app/application/ports.ts";
import { asParameter, type Db, type JobsConnection } from "./database.ts";
import { codeOfFault } from "./faults.ts";
import type { Logger } from "./logger.ts";

type JobData = { [Each in Job as Each["name"]]: Each["data"] };
export type JobHandler<Name extends JobName> = (
  data: JobData[Name],
  attempt: { jobId: string; last: boolean },
) => Promise<void>;
export type JobHandlers = { [Name in JobName]: JobHandler<Name> };

/** Half a day of tries, with growing pauses and jitter, before a job is given up and shown to the operator: within the 24 hours for which Resend remembers an idempotency key. */
const QUEUE = { retryLimit: 14, retryDelay: 2, retryBackoff: true, expireInSeconds: 60, retentionDays: 30 };
const POLLING_SECONDS = 1;
const JOB_NAMES = [
  "confirm-request",
  "tell-operator",
  "ask-renewal",
  "answer-leave-wish",
  "destroy-mails",
] as const satisfies readonly JobName[];
/** What the clock asks for. Two runs at once do no harm, so a long one may be taken for dead. */
const HOURLY = { name: "run-retention", cron: "17 * * * *", expireInSeconds: 15 * 60, retryLimit: 2 };

/** pg-boss in the same database. Payloads carry ids; what a handler throws is replaced by its code before it is stored. */
export class Jobs {
  readonly #boss: PgBoss;
  readonly #logger: Logger;

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
    await this.#boss.work(name, run);
    await this.#boss.schedule(name, cron);
  }

  async work(handlers: JobHandlers): Promise<void> {
    await this.#workOn("confirm-request", handlers["confirm-request"]);
    await this.#workOn("tell-operator", handlers["tell-operator"]);
    await this.#workOn("ask-renewal", handlers["ask-renewal"]);
    await this.#workOn("answer-leave-wish", handlers["answer-leave-wish"]);
    await this.#workOn("destroy-mails", handlers["destroy-mails"]);
  }

  async #workOn<Name extends JobName>(name: Name, handler: JobHandler<Name>): Promise<void> {
    await this.#boss.work<JobData[Name]>(
      name,
      { pollingIntervalSeconds: POLLING_SECONDS, includeMetadata: true },
      async ([job]) => {
        if (!job) return;
        try {
          await handler(job.data, { jobId: job.id, last: job.retryCount >= job.retryLimit });
        } catch (error) {
          if (!(error instanceof PutOffError)) throw this.#nameless(name, job.id, error);
          await this.#boss.send({ name, data: job.data, options: { startAfter: error.until } });
        }
      },
    );
  }

  /** What the queue may keep of a fault: its code. Its message can quote a statement's parameters or an address. */
  #nameless(job: JobName, id: string, error: unknown): Error {
    this.#logger.fault("job failed", error, { job, id });
    return new Error(codeOfFault(error));
  }

  /** Adds jobs in the caller's transaction: they exist if and only if it commits. */
  async enqueue(db: Db, jobs: Job[]): Promise<void> {
    const executeSql = async (text: string, values: unknown[]) => {
      await db.execute(withParameters(text, values));
      return { rows: [] };
    };
    await this.#boss.insert(jobs, { db: { executeSql } });
  }

  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: 10_000 });
  }
}

/** A statement with `$1…$n` in the words of Drizzle, so that it runs in Drizzle's transaction. */
function withParameters(text: string, values: unknown[]): SQL {
  const chunks = text
    .split(/\$(\d+)/)
    .map((part, at) => (at % 2 === 0 ? sql.raw(part) : sql`${asParameter(values[Number(part) - 1])}`));
  return sql.join(chunks);
}
