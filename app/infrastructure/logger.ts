import pino from "pino";
import { describeFault } from "./faults.ts";

/** Structured lines on stdout. Errors go through `fault`, which keeps their messages out. */
export function createLogger(level: string) {
  const logger = pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (event: string, facts: Record<string, string | number | boolean | null> = {}) => logger.info(facts, event),
    warn: (event: string, facts: Record<string, string | number | boolean | null> = {}) => logger.warn(facts, event),
    fault: (event: string, error: unknown, facts: Record<string, string | number | null> = {}) =>
      logger.error({ ...facts, fault: describeFault(error) }, event),
  };
}
export type Logger = ReturnType<typeof createLogger>;
