import type { LocalDate } from "#app/domain/timetable/local-time.ts";
import { dateLabel, shortDayLabel } from "../dates.ts";

const noonUtc = (date: LocalDate) => new Date(`${date}T12:00:00Z`);

/** «30 ноября, пн». */
export const localDayLabel = (date: LocalDate) => shortDayLabel(noonUtc(date), "UTC");

/** «30 ноября». */
export const localDateLabel = (date: LocalDate) => dateLabel(noonUtc(date), "UTC");
