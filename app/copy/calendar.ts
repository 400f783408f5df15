import { noBreaks } from "./no-breaks.ts";

/** What visitors read about the practice's days off. */
export const calendarCopy = noBreaks({
  away: (from: string, until: string) =>
    from === until ? `${from} я не работаю.` : `С ${from} по ${until} я не работаю.`,
});
