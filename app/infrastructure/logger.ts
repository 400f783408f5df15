import pino from "pino";
import { describeFault } from "./faults.ts";
import { OncePerMinute } from "./once-per-minute.ts";

type Facts = Record<string, string | number | boolean | null>;

/** Structured lines on stdout. Errors go through `fault`, which drops their messages. `now` in milliseconds. */
export function createLogger(level: string, now: () => number = Date.now) {
  const logger = pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime });
  const once = new OncePerMinute();
  return {
    info: (event: string, facts: Facts = {}) => logger.info(facts, event),
    warn: (event: string, facts: Facts = {}) => logger.warn(facts, event),
    /**
     * For events that strangers can cause: one line a minute for equal event and facts, of which there must be few. `shown` comes
     * from the first event and may be any text.
     */
    warnSparingly(event: string, facts: Facts, shown: Facts = {}) {
      const held = once.take(JSON.stringify([event, facts]), now());
      if (held !== null) logger.warn({ ...facts, ...shown, ...(held > 0 && { more: held }) }, event);
    },
    fault: (event: string, error: unknown, facts: Record<string, string | number | null> = {}) =>
      logger.error({ ...facts, fault: describeFault(error) }, event),
  };
}
export type Logger = ReturnType<typeof createLogger>;
