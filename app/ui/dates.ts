const LOCALE = "ru-RU";

/** «понедельник, 30 ноября» in the practice's time zone. */
export function dayLabel(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { timeZone, weekday: "long", day: "numeric", month: "long" }).format(at);
}

/** «18:30» in the practice's time zone. */
export function timeLabel(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
}

/** «Москва, стандартное время», as the language names the zone. */
export function zoneLabel(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat(LOCALE, { timeZone, timeZoneName: "long" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}
