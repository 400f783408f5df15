import { isAlarming, type ServerProblem } from "#app/domain/insight/server-problem.ts";
import type { Config } from "#app/infrastructure/config.ts";
import type { Connection } from "#app/infrastructure/database/connection.ts";
import { within } from "#app/infrastructure/faults.ts";
import type { Logger } from "#app/infrastructure/logger.ts";
import { fromRoot } from "#app/infrastructure/root-folder.ts";
import { checkAddress } from "./check-address.ts";
import { checkClock } from "./check-clock.ts";
import { checkMachine } from "./check-machine.ts";
import { checkMail } from "./check-mail.ts";
import type { Finding } from "./finding.ts";

const HOUR_MS = 60 * 60 * 1000;
/** Who mends something sees it on the page soon. */
const AGAIN_MS = 5 * 60 * 1000;
const LONGEST_MS = 60 * 1000;

export type Look = () => Promise<Finding[]>;
type Parts = { looks: Look[]; logger: Pick<Logger, "fault" | "warn"> };

/**
 * The pause before the next run, in milliseconds, after so many alarming runs in a row. It doubles, since a mail server may lock a mailbox
 * after many refused sign-ins.
 */
export const pauseBeforeNext = (alarms: number): number =>
  alarms === 0 ? HOUR_MS : Math.min(AGAIN_MS * 2 ** (alarms - 1), HOUR_MS);

/** What a serving process asks about itself. A demo has no proxy. */
export function looksOf(config: Config, connection: Connection, now: () => number): Look[] {
  return [
    () => checkMail(config),
    () => checkMachine(config, fromRoot(".env")),
    async () => [await checkClock(connection, now)],
    ...(config.demo ? [] : [() => checkAddress(config)]),
  ];
}

/** Doctor's checks beside the serving app: at start, every hour, and sooner after an alarm. Nothing waits for them. */
export class RunningChecks {
  readonly #parts: Parts;
  #problems: ServerProblem[] | null = null;
  #alarms = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** What the last run found; `null` until the first has ended. */
  get problems(): ServerProblem[] | null {
    return this.#problems;
  }

  start(): void {
    void this.run();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Never rejects: a check that cannot be made is logged and says nothing. */
  async run(): Promise<void> {
    const { looks, logger } = this.#parts;
    const found = await Promise.all(looks.map((look) => this.#findings(look)));
    if (this.#stopped) return;
    const problems = found.flat().flatMap(({ problem }) => problem ?? []);
    for (const problem of problems)
      if (isAlarming(problem) && !this.#problems?.includes(problem)) logger.warn("check found", { problem });
    this.#problems = problems;
    this.#alarms = problems.some(isAlarming) ? this.#alarms + 1 : 0;
    this.#timer = setTimeout(() => void this.run(), pauseBeforeNext(this.#alarms)).unref();
  }

  async #findings(look: Look): Promise<Finding[]> {
    try {
      return await within(LONGEST_MS, look());
    } catch (error) {
      if (!this.#stopped) this.#parts.logger.fault("check not made", error);
      return [];
    }
  }
}
