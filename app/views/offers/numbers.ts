import { insightCopy as words } from "#app/copy/desk-insight.ts";
import type { Folded } from "#app/domain/insight/insight.ts";

/** `null`: part of the rest, and its number is hidden. */
export function countIn<Key>(folded: Folded<Key> | null, key: Key): number | null {
  const shown = folded?.groups.find((group) => group.key === key)?.count;
  return shown ?? (folded?.rest === 0 ? 0 : null);
}

export const oneDigit = new Intl.NumberFormat("ru-RU", { maximumFractionDigits: 1 });

export function duration(seconds: number): string {
  const hours = seconds / 3600;
  if (hours < 1) return words.answer.minutes(Math.max(1, Math.round(seconds / 60)));
  return hours < 48 ? words.answer.hours(oneDigit.format(hours)) : words.answer.days(oneDigit.format(hours / 24));
}
