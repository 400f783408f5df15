import { describe, expect, it } from "vitest";
import { addLocalDays, type LocalDate, localDateOf, weekdayOf } from "./local-time.ts";
import { DECREED_YEARS, isHolidayByLaw, isWorkingSaturday, yearWithoutDecree } from "./production-calendar.ts";
import { addWorkingDays, isWorkingDay, USUAL_CALENDAR, type WorkCalendar } from "./working-days.ts";

const practice = (calendar: Partial<WorkCalendar> = {}, timeZone = "Europe/Moscow") => ({
  timeZone,
  calendar: { ...USUAL_CALENDAR, ...calendar },
});
const daysOf = (year: string): LocalDate[] =>
  Array.from({ length: 365 }, (_, day) => addLocalDays(`${year}-01-01`, day));
const promised = (at: string, days: number, given = practice()) =>
  localDateOf(addWorkingDays(new Date(at), days, given), given.timeZone);

/** The table of the design, typed a second time. */
const OFF = {
  "2026": "1.1 2.1 5.1 6.1 7.1 8.1 9.1 23.2 9.3 1.5 11.5 12.6 4.11 31.12",
  "2027": "1.1 4.1 5.1 6.1 7.1 8.1 22.2 23.2 8.3 3.5 10.5 14.6 4.11 5.11 31.12",
};

describe.each(Object.entries(OFF))("the year %s", (year, table) => {
  const off = new Set(
    table.split(" ").map((day) => {
      const [date = "", month = ""] = day.split(".");
      return `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
    }),
  );

  it("has a working day on every date from Monday to Friday but for the table", () => {
    const counted = daysOf(year).filter((date) => weekdayOf(date) < 6 && !off.has(date));
    expect(daysOf(year).filter((date) => isWorkingDay(date, USUAL_CALENDAR))).toEqual(counted);
  });

  it("has 247 working days of 261 from Monday to Friday", () => {
    const weekdays = daysOf(year).filter((date) => weekdayOf(date) < 6);
    // The decree of 2027 exchanges Saturday 20 February, on which a practice rests.
    const expected = year === "2026" ? 247 : 246;
    expect([weekdays.length, weekdays.filter((date) => isWorkingDay(date, USUAL_CALENDAR)).length]).toEqual([
      261,
      expected,
    ]);
  });

  it("contains every holiday of the law", () => {
    const missing = daysOf(year).filter(
      (date) => weekdayOf(date) < 6 && isHolidayByLaw(date) && isWorkingDay(date, USUAL_CALENDAR),
    );
    expect(missing).toEqual([]);
  });
});

describe("a promise before the New Year of 2027", () => {
  it.each([
    ["2026-12-29", 1, "2026-12-30"],
    ["2026-12-29", 2, "2027-01-11"],
    ["2026-12-29", 3, "2027-01-12"],
    ["2026-12-29", 5, "2027-01-14"],
    ["2026-12-30", 1, "2027-01-11"],
    ["2026-12-30", 2, "2027-01-12"],
    ["2026-12-30", 3, "2027-01-13"],
    ["2026-12-30", 5, "2027-01-15"],
    ["2026-12-31", 1, "2027-01-11"],
    ["2026-12-31", 2, "2027-01-12"],
    ["2026-12-31", 3, "2027-01-13"],
    ["2026-12-31", 5, "2027-01-15"],
  ])("made on %s within %i working days falls on %s", (day, days, expected) => {
    expect(promised(`${day}T09:00:00Z`, days)).toBe(expected);
  });

  it("counts from the practice's day, not from the day of UTC", () => {
    expect(promised("2026-12-29T20:59:59Z", 1)).toBe("2026-12-30");
    expect(promised("2026-12-29T21:00:00Z", 1)).toBe("2027-01-11");
  });

  it("ends with the last millisecond of its day, also when the clocks change", () => {
    const berlin = practice({}, "Europe/Berlin");
    expect(addWorkingDays(new Date("2026-12-30T09:00:00Z"), 2, practice()).toISOString()).toBe(
      "2027-01-12T20:59:59.999Z",
    );
    expect(addWorkingDays(new Date("2027-03-26T09:00:00Z"), 1, berlin).toISOString()).toBe("2027-03-29T21:59:59.999Z");
  });
});

describe("own days off", () => {
  const away = { id: "1", from: "2027-08-03", until: "2027-08-20", word: null };

  it("do not count for the promise, first and last day included", () => {
    expect(promised("2027-08-02T09:00:00Z", 1, practice({ daysOff: [away] }))).toBe("2027-08-23");
  });

  it("of every day for years still end the count", () => {
    const forever = { ...away, from: "2027-01-01", until: "2199-12-31" };
    expect(promised("2027-08-02T09:00:00Z", 1, practice({ daysOff: [forever] })) > "2031").toBe(true);
  });
});

describe("a Saturday that a decree makes a working day", () => {
  it("is off unless the practice says otherwise", () => {
    expect(isWorkingSaturday("2027-02-20")).toBe(true);
    expect(promised("2027-02-19T09:00:00Z", 1)).toBe("2027-02-24");
    expect(promised("2027-02-19T09:00:00Z", 1, practice({ worksMovedSaturdays: true }))).toBe("2027-02-20");
  });
});

describe("a year without a decree", () => {
  it.each([
    ["2028-01-08", false],
    ["2028-01-10", true],
    ["2028-02-23", false],
    ["2028-11-06", false],
    ["2028-11-07", true],
    ["2029-03-08", false],
    ["2033-01-03", false],
    ["2033-01-10", true],
    ["2033-05-02", false],
    ["2033-05-09", false],
  ])("follows the law alone: %s", (date, working) => expect(isWorkingDay(date, USUAL_CALENDAR)).toBe(working));

  it("is named from 1 October of the year before it", () => {
    const last = DECREED_YEARS.at(-1) ?? "";
    expect(yearWithoutDecree(`${last}-09-30`)).toBeNull();
    expect(yearWithoutDecree(`${last}-10-01`)).toBe(String(Number(last) + 1));
    expect(yearWithoutDecree(`${Number(last) + 1}-02-01`)).toBe(String(Number(last) + 1));
  });

  it("needs no reminder today: the next decree is in the table from 1 October on", () => {
    expect(yearWithoutDecree(localDateOf(new Date(), "Europe/Moscow"))).toBeNull();
  });
});
