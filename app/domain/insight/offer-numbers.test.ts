import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STARTS_IN } from "../offers/settings.ts";
import { OFFER_CHANNELS } from "../offers/types.ts";
import { SMALLEST_GROUP } from "./insight.ts";
import { type FreedHours, filledHours, foldAnswers, OFFER_ANSWERS } from "./offer-numbers.ts";

const week = (freed: number, filled: number, offers = filled, seconds = 60): FreedHours => ({
  ...{ freed, filled, offers },
  seconds: Array.from({ length: filled }, () => seconds),
});
const shownOrNone = (count: number) => count === 0 || count >= SMALLEST_GROUP;

describe("filled hours", () => {
  it("adds up the weeks in which nobody or at least five took an hour", () => {
    expect(filledHours([week(8, 5, 12, 600), week(9, 4, 40), week(3, 0), week(6, 6, 10, 1_200)])).toEqual({
      ...{ freed: 17, filled: 11, offers: 2, seconds: 1_200 },
    });
  });

  it("is nothing when every week is too small, and no average without a filled hour", () => {
    expect(filledHours([week(9, 4), week(2, 1)])).toBeNull();
    expect(filledHours([week(3, 0)])).toEqual({ freed: 3, filled: 0, offers: null, seconds: null });
  });

  it("never differs from another period by one to four people", () => {
    const weeks = fc.array(
      fc.integer({ min: 0, max: 9 }).map((filled) => week(9, filled)),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(weeks, (all) =>
        shownOrNone((filledHours(all)?.filled ?? 0) - (filledHours(all.slice(1))?.filled ?? 0)),
      ),
    );
  });
});

describe("answers to offers", () => {
  const offers = fc.array(
    fc.record({
      channel: fc.constantFrom(...OFFER_CHANNELS),
      startsIn: fc.constantFrom(...STARTS_IN),
      answer: fc.constantFrom(...OFFER_ANSWERS),
      count: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 12 },
  );

  it("lose nobody and never show one to four, alone or as the rest", () => {
    fc.assert(
      fc.property(offers, fc.constantFrom(...OFFER_ANSWERS), (all, answer) => {
        const total = all.filter((each) => each.answer === answer).reduce((sum, { count }) => sum + count, 0);
        for (const folded of Object.values(foldAnswers(all, answer))) {
          if (!folded) return !shownOrNone(total);
          const counts = [...folded.groups.map(({ count }) => count), folded.rest];
          expect(counts.every(shownOrNone)).toBe(true);
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
        }
        return true;
      }),
    );
  });
});
