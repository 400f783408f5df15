import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { editedSlot, localTimeOf, type SlotEdit } from "./slot-edit.ts";
import { overlaps } from "./slot-plan.ts";
import type { KeptSlot } from "./timetable-change.ts";
import { USUAL_CALENDAR } from "./working-days.ts";

const slotAt = (id: string, startsAt: string, minutes = 50): KeptSlot => ({
  id,
  serviceId: "s",
  otherServiceIds: [],
  startsAt: new Date(startsAt),
  endsAt: new Date(Date.parse(startsAt) + minutes * 60_000),
  status: "available",
  blockedFor: null,
});
const slot = slotAt("a", "2026-12-01T10:00:00Z");
const edit: SlotEdit = { serviceId: "s", otherServiceIds: [], date: "2026-12-01", time: "13:00", minutes: 50 };
const off = { id: "1", from: "2026-12-07", until: "2026-12-07", word: null };
const world = {
  standing: [slot, slotAt("b", "2026-12-01T12:00:00Z")],
  services: [{ durationMinutes: 50 }, { durationMinutes: 80 }],
  practice: { timeZone: "Europe/Moscow", calendar: { ...USUAL_CALENDAR, daysOff: [off] } },
  now: new Date("2026-11-30T10:00:00Z"),
};
const answer = (more: Partial<SlotEdit>) => {
  const result = editedSlot(slot, { ...edit, ...more }, world);
  return result.kind === "edited" ? result.slot.startsAt.toISOString() : result.refusal.reason;
};

describe("changing an hour", () => {
  it.each([
    [{}, "2026-12-01T10:00:00.000Z"],
    [{ time: "13:30" }, "2026-12-01T10:30:00.000Z"],
    [{ time: "14:10" }, "2026-12-01T11:10:00.000Z"],
    [{ time: "14:11" }, "overlaps"],
    [{ minutes: 120 }, "2026-12-01T10:00:00.000Z"],
    [{ minutes: 121 }, "overlaps"],
    [{ minutes: 49 }, "too-short"],
    [{ date: "2026-12-07" }, "day-off"],
    [{ date: "2026-11-29" }, "past"],
    [{ date: "2028-01-10" }, "too-far"],
  ])("%o: %s", (more, result) => {
    expect(answer(more)).toBe(result);
  });

  it("on a night with two of its hour, the second stays the second", () => {
    const practice = { timeZone: "Europe/Berlin", calendar: USUAL_CALENDAR };
    const second = slotAt("c", "2027-10-31T01:30:00Z");
    const at = { ...edit, date: "2027-10-31", time: localTimeOf(second.startsAt, "Europe/Berlin") };
    const result = editedSlot(
      second,
      { ...at, minutes: 60 },
      { ...world, practice, now: new Date("2027-10-01T00:00Z") },
    );
    expect(result).toMatchObject({ kind: "edited", slot: { startsAt: second.startsAt } });
    const spring = { ...at, date: "2027-03-28", time: "02:30" };
    expect(editedSlot(second, spring, { ...world, practice })).toMatchObject({ refusal: { reason: "no-such-time" } });
  });

  it("never lays it over another one", () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hour, minute]) => [hour, minute].map((part) => String(part).padStart(2, "0")).join(":"));
    fc.assert(
      fc.property(time, fc.integer({ min: 50, max: 700 }), (at, minutes) => {
        const result = editedSlot(slot, { ...edit, time: at, minutes }, world);
        if (result.kind === "refused") return true;
        return world.standing.every((other) => other.id === slot.id || !overlaps(result.slot, other));
      }),
    );
  });
});
