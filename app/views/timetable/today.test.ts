import { describe, expect, it } from "vitest";
import { USUAL_CALENDAR } from "#app/domain/timetable/working-days.ts";
import { awayWords, todayWords } from "./today.ts";

const practice = (calendar = USUAL_CALENDAR) => ({
  timeZone: "Europe/Moscow",
  answerWithinWorkingDays: 2,
  calendar,
});
const plain = (text: string | null) => text?.replaceAll("\u00a0", " ");

describe("what public pages say today", () => {
  it("names the promised day in the genitive", () => {
    const { promised } = todayWords(practice(), new Date("2026-12-30T09:00:00Z"));
    expect(plain(promised)).toBe("до вторника, 12 января");
  });

  it("changes with the practice's day, and with the practice", () => {
    const same = practice();
    expect(plain(todayWords(same, new Date("2026-12-28T20:59:00Z")).promised)).toBe("до среды, 30 декабря");
    expect(plain(todayWords(same, new Date("2026-12-28T21:01:00Z")).promised)).toBe("до понедельника, 11 января");
    const away = { id: "1", from: "2026-12-29", until: "2027-01-11", word: null };
    const other = practice({ ...USUAL_CALENDAR, daysOff: [away] });
    expect(plain(todayWords(other, new Date("2026-12-28T09:00:00Z")).promised)).toBe("до среды, 13 января");
  });
});

describe("days off", () => {
  const off = { id: "1", from: "2027-08-03", until: "2027-08-20", word: null };

  it.each([
    ["2027-07-19", null],
    ["2027-07-20", "С 3 августа по 20 августа я не работаю."],
    ["2027-08-20", "С 3 августа по 20 августа я не работаю."],
    ["2027-08-21", null],
  ])("are told from two weeks before to the last day: %s", (today, words) => {
    expect(plain(awayWords([off], today)) ?? null).toBe(words);
  });

  it("are told by the practice's own word, and the nearest first", () => {
    const later = { id: "2", from: "2027-08-02", until: "2027-08-02", word: "Я на обучении 2 августа" };
    expect(awayWords([off, later], "2027-08-01")).toBe("Я на обучении 2 августа");
  });
});
