const LOCALE = "ru-RU";

/** «понедельник, 30 ноября» in the practice's time zone. */
export function dayLabel(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { timeZone, weekday: "long", day: "numeric", month: "long" }).format(at);
}

/** «30 ноября, пн» in the practice's time zone: fits behind «до» as well as alone. */
export function shortDayLabel(at: Date, timeZone: string): string {
  const weekday = new Intl.DateTimeFormat(LOCALE, { timeZone, weekday: "short" }).format(at);
  return `${dateLabel(at, timeZone)}, ${weekday}`;
}

/** «30 ноября» in the practice's time zone. */
export function dateLabel(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { timeZone, day: "numeric", month: "long" }).format(at);
}

/** «пн, 18:30» in the practice's time zone. */
export function weekdayTimeLabel(at: Date, timeZone: string): string {
  const weekday = new Intl.DateTimeFormat(LOCALE, { timeZone, weekday: "short" }).format(at);
  return `${weekday}, ${timeLabel(at, timeZone)}`;
}

/** «18:30» in the practice's time zone. */
export function timeLabel(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE, { timeZone, hour: "2-digit", minute: "2-digit" }).format(at);
}

/** «московское время», or «Восточный Казахстан» as the language names any other zone. */
export function zoneLabel(timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat(LOCALE, { timeZone, timeZoneName: "long" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}

/** «24 ноября в 12:03» in the practice's time zone. */
export function momentLabel(at: Date, timeZone: string): string {
  const format = { timeZone, day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" } as const;
  return new Intl.DateTimeFormat(LOCALE, format).format(at);
}

/** «24 ноября 2026 г. в 12:03» in the practice's time zone, for dates that may be long ago. */
export function datedMomentLabel(at: Date, timeZone: string): string {
  const day = { timeZone, day: "numeric", month: "long", year: "numeric" } as const;
  return new Intl.DateTimeFormat(LOCALE, { ...day, hour: "2-digit", minute: "2-digit" }).format(at);
}
