import type { TimeWindow } from "#app/domain/waitlist-request.ts";

/** Names that pages and mails share. */
export const timeWindows: Record<TimeWindow, string> = {
  weekday_morning: "Будни, утро и день",
  weekday_evening: "Будни, вечер",
  weekend: "Выходные",
  any: "Любое время",
};
