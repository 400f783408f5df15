import { expect, it } from "vitest";
import { moscow } from "#app/testing/offers/fixtures.ts";
import { DEFAULT_OFFER_SETTINGS, HOUR_MS, messagesEnd, rowAt, startsIn } from "./settings.ts";

const now = moscow("2026-11-30 12:00");
const inHours = (hours: number) => new Date(now.getTime() + hours * HOUR_MS);

it("a row of the ladder ends exactly at its distance", () => {
  const rows = [168.01, 168, 72, 24, 0.01].map(
    (hours) => rowAt(DEFAULT_OFFER_SETTINGS, inHours(hours), now)?.overHours,
  );
  expect(rows).toEqual([168, 72, 24, 0, 0]);
  expect(rowAt(DEFAULT_OFFER_SETTINGS, now, now)).toBeNull();
});

it("messages end where the calls begin", () => {
  expect(messagesEnd(DEFAULT_OFFER_SETTINGS, inHours(30))).toEqual(inHours(6));
  const [, , batch] = DEFAULT_OFFER_SETTINGS.ladder;
  const ladder = batch ? [{ ...batch, overHours: 0 }] : [];
  expect(messagesEnd({ ...DEFAULT_OFFER_SETTINGS, ladder }, inHours(30))).toEqual(inHours(30));
});

it("events tell the distance to the start in four words", () => {
  expect([200, 168, 72, 24].map((hours) => startsIn(inHours(hours), now))).toEqual([
    "over_7d",
    "3_7d",
    "1_3d",
    "under_1d",
  ]);
});
