import { expect, it } from "vitest";
import { bookingCopy } from "#app/copy/booking.ts";
import { requestCopy } from "#app/copy/requests.ts";
import { datedDayLabel, zoneLabel } from "./dates.ts";

const ZONE = "Europe/Moscow";
const now = new Date("2026-11-29T18:00:00Z");

it("a day has its date first, and its year over New Year", () => {
  expect(datedDayLabel(new Date("2026-12-01T09:00:00Z"), ZONE, now)).toBe("1\u00a0декабря, вторник");
  expect(datedDayLabel(new Date("2027-01-15T09:00:00Z"), ZONE, now)).toBe("15\u00a0января 2027\u00a0г., пятница");
  // Already January in Moscow.
  expect(datedDayLabel(new Date("2026-12-31T22:00:00Z"), ZONE, now)).toBe("1\u00a0января 2027\u00a0г., пятница");
});

it("says until when the answer comes, and whose time a timetable has", () => {
  expect(requestCopy.own.answerBy("1 декабря, вторник")).toBe("Отвечу до: 1\u00a0декабря, вторник.");
  expect(bookingCopy.slots.zone(ZONE, "Москва, стандартное время")).toBe("Время московское.");
  expect(bookingCopy.slots.zone("Asia/Almaty", "Восточный Казахстан")).toBe("Часовой пояс: Восточный Казахстан.");
  expect(zoneLabel(ZONE, now)).toBe("московское время");
  expect(zoneLabel("Europe/Minsk", now)).toMatch(/Москва/);
});
