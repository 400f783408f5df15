import { promisedWords } from "#app/copy/hours.ts";
import { addWorkingDays, USUAL_CALENDAR } from "#app/domain/timetable/working-days.ts";

/** «до вторника, 12 января»: the day by which a practice in Moscow answers a request of this moment. */
export function promisedToday(days: number): string {
  const timeZone = "Europe/Moscow";
  const at = addWorkingDays(new Date(), days, { timeZone, calendar: USUAL_CALENDAR }).toISOString();
  return promisedWords({ answerWithinWorkingDays: days, answerBy: { at, timeZone } });
}
