import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mailTurn, noticeTurn, reachedCeiling } from "./mail-ceilings.ts";

const MINUTE = 60_000;
const START = Date.parse("2026-11-23T09:00:00Z");
const at = (minutes: number) => new Date(START + minutes * MINUTE);
const minutesOf = (turn: Date) => (turn.getTime() - START) / MINUTE;

describe("when a mail may be sent", () => {
  it.each<[string, number[], number, number]>([
    ["at once, when nothing went before", [], 0, 0],
    ["at once, below both ceilings", [-30], 0, 0],
    ["when the hour has room again", [-50, -30], 0, 10],
    ["after those that wait before it", [-50, -30], 1, 30],
    ["in the next hour, when those before it fill one", [-50, -30], 2, 70],
    ["when the day has room again", [-1400, -900, -700, -600, -500], 0, 40],
  ])("%s", (_, sent, ahead, turn) => {
    const line = { sent: sent.map(at), ahead, from: at(0) };
    expect(minutesOf(mailTurn(line, { perHour: 2, perDay: 5 }))).toBe(turn);
  });

  it("not before the provider accepts mails again", () => {
    const ceilings = { perHour: 1, perDay: 9 };
    expect(minutesOf(mailTurn({ sent: [], ahead: 1, from: at(45) }, ceilings))).toBe(105);
  });

  it("never exceeds a limit in any window of an hour or a day", () => {
    const arrivals = fc.array(fc.integer({ min: 0, max: 90 }), { maxLength: 60 });
    const ceilings = fc.record({ perHour: fc.integer({ min: 1, max: 5 }), perDay: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(arrivals, ceilings, (pauses, { perHour, perDay }) => {
        const turns: number[] = [];
        let now = 0;
        for (const pause of pauses) {
          now += pause;
          const sent = turns.filter((turn) => turn <= now && turn > now - 1440);
          const ahead = turns.filter((turn) => turn > now).length;
          turns.push(minutesOf(mailTurn({ sent: sent.map(at), ahead, from: at(now) }, { perHour, perDay })));
        }
        expect(turns).toEqual([...turns].sort((a, b) => a - b));
        for (const turn of turns) {
          const within = (minutes: number) => turns.filter((other) => other <= turn && other > turn - minutes).length;
          expect(within(60)).toBeLessThanOrEqual(perHour);
          expect(within(1440)).toBeLessThanOrEqual(perDay);
        }
      }),
    );
  });
});

it("reports the daily limit if both are reached", () => {
  const sent = [-100, -20].map(at);
  expect(reachedCeiling(sent, at(0), { perHour: 1, perDay: 2 })).toEqual({ by: "day", most: 2 });
  expect(reachedCeiling(sent, at(0), { perHour: 1, perDay: 3 })).toEqual({ by: "hour", most: 1 });
});

it.each<[string, number | null, boolean, number]>([
  ["at once, for the first", null, false, 0],
  ["ten minutes after the last", -4, false, 6],
  ["at once, when that is over", -30, false, 0],
  ["a quarter of the day's mails, when people wait for theirs", -30, true, 42],
])("the operator is told %s", (_, last, othersWait, turn) => {
  const notices = { last: last === null ? null : at(last), othersWait };
  expect(minutesOf(noticeTurn(notices, at(0), { perHour: 30, perDay: 80 }))).toBe(turn);
});
