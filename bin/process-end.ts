import type { Logger } from "#app/infrastructure/logger.ts";

/** Longer than every time-out of stopping: a process that hangs is worse than one that lost its last log lines. */
const END_WITHIN_MS = 60_000;

type Parts = {
  /** Finishes running work, flushes and closes. */
  stop(): Promise<void>;
  logger: Pick<Logger, "fault" | "warn">;
};

/**
 * Ends the process in order, once: on SIGINT or SIGTERM with 0, after an uncaught error with 1. Such an error
 * leaves the state unknown (nodejs.org/api/process.html#warning-using-uncaughtexception-correctly), so it is logged and the
 * supervisor restarts the process. Errors while it ends are counted, not logged one by one.
 */
export function endInOrder({ stop, logger }: Parts): void {
  let ending = false;
  let failed = false;
  let further = 0;

  async function end(): Promise<void> {
    if (ending) return;
    ending = true;
    setTimeout(() => {
      logger.warn("shutdown not finished in time");
      process.exit(1);
    }, END_WITHIN_MS).unref();
    try {
      await stop();
    } catch (error) {
      failed = true;
      logger.fault("shutdown", error);
    }
    if (further > 0) logger.warn("further errors while ending", { count: further });
    // The exit code may have been set before the signal.
    process.exit(failed ? 1 : process.exitCode);
  }

  process.on("SIGINT", end);
  process.on("SIGTERM", end);
  // Unhandled rejections arrive here too.
  process.on("uncaughtException", (error) => {
    if (failed) further += 1;
    else logger.fault("uncaught error", error);
    failed = true;
    void end();
  });
}
