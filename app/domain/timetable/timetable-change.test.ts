import { describe, expect, it } from "vitest";
import { changedSlot, type KeptSlot, mayUndo, undoneAs, undoneTogether, undoRefusal } from "./timetable-change.ts";

const at = new Date("2026-12-01T10:00:00Z");
const slot: KeptSlot = {
  id: "a",
  serviceId: "s",
  otherServiceIds: [],
  startsAt: new Date("2026-12-02T10:00:00Z"),
  endsAt: new Date("2026-12-02T10:50:00Z"),
  status: "available",
  blockedFor: null,
};
const blocked = changedSlot(slot, "block", "holiday");

describe("a change of the timetable", () => {
  it("can be undone for thirty seconds, once, if it changed anything", () => {
    const later = (ms: number) => new Date(at.getTime() + ms);
    const change = { at, undoneAt: null, steps: [{ before: null, after: slot }] };
    expect([0, 29_999, 30_000].map((ms) => mayUndo(change, later(ms)))).toEqual([true, true, false]);
    expect(mayUndo({ ...change, undoneAt: at }, at)).toBe(false);
    expect(mayUndo({ ...change, steps: [] }, at)).toBe(false);
  });

  it("is undone hour by hour, but a moved hour as one", () => {
    const [gone, come] = [
      { before: slot, after: null },
      { before: null, after: { ...slot, id: "b" } },
    ];
    const left = { id: "a", startsAt: slot.startsAt, endsAt: slot.endsAt, why: "overlaps" as const };
    const undone = { undoneAt: at, steps: [gone, come], left: [left] };
    expect(undoneTogether({ kind: "edited", steps: [gone, come] })).toEqual([[come, gone]]);
    expect(undoneAs({ kind: "edited", ...undone })).toBe("nothing");
    expect(undoneAs({ kind: "edited", ...undone, left: [] })).toBe("whole");
    expect(undoneTogether({ kind: "remove", steps: [gone, { ...gone }] })).toHaveLength(2);
    expect(undoneAs({ kind: "remove", ...undone })).toBe("part");
    expect(undoneAs({ kind: "remove", ...undone, undoneAt: null })).toBeNull();
  });

  it("is taken back where nobody changed the hour meanwhile", () => {
    const step = { before: slot, after: blocked };
    expect(undoRefusal(step, blocked, [])).toBeNull();
    expect(undoRefusal(step, slot, [])).toBe("changed");
    expect(undoRefusal(step, null, [])).toBe("changed");
    expect(undoRefusal(step, blocked && { ...blocked, otherServiceIds: ["t"] }, [])).toBe("changed");
    expect(undoRefusal(step, blocked && { ...blocked, blockedFor: "vacation" }, [])).toBe("changed");
  });

  it("brings a removed hour back unless its time is taken", () => {
    const step = { before: slot, after: changedSlot(slot, "remove", null) };
    expect(
      undoRefusal(step, null, [{ ...slot, id: "b", startsAt: slot.endsAt, endsAt: new Date("2026-12-02T12:00Z") }]),
    ).toBeNull();
    expect(undoRefusal(step, null, [{ ...slot, id: "b" }])).toBe("overlaps");
    expect(undoRefusal(step, slot, [])).toBe("changed");
  });
});
