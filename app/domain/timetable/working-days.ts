import { TZDate } from "@date-fns/tz";
import { addBusinessDays, endOfDay } from "date-fns";

/** End of the n-th working day (Monday to Friday) after the given moment, in the practice's time zone. */
export function addWorkingDays(from: Date, days: number, timeZone: string): Date {
  return new Date(endOfDay(addBusinessDays(new TZDate(from, timeZone), days)).getTime());
}
